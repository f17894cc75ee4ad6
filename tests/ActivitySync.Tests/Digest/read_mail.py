"""Reads mails with Python's own parser and says, as JSON, what it found in each: the second opinion of IndependentParserTests."""
import email
import email.policy
import json
import re
import sys


def read(path):
    with open(path, "rb") as file:
        raw = file.read()
    message = email.message_from_bytes(raw, policy=email.policy.default)

    def tree(part):
        kind = part.get_content_type()
        return f"{kind}({', '.join(tree(child) for child in part.iter_parts())})" if part.is_multipart() else kind

    parts = list(message.walk())
    texts = {part.get_content_type(): part.get_content() for part in parts if part.get_content_maintype() == "text"}
    cids = re.findall(r'cid:([^"\s]+)', texts.get("text/html", ""))
    ids = [part["Content-ID"].strip("<>") for part in parts if part["Content-ID"]]
    return {
        "path": path,
        "tree": tree(message),
        "subject": message["Subject"],
        "to": message["To"],
        "messageId": message["Message-ID"],
        "headers": [name for name in message.keys()],
        "defects": [str(defect) for part in parts for defect in part.defects]
        + [str(defect) for value in message.values() for defect in value.defects],
        "unresolved": [cid for cid in cids if cid not in ids],
        "unused": [one for one in ids if one not in cids],
        "bareLineFeeds": len(re.findall(rb"(?<!\r)\n", raw)) + len(re.findall(rb"\r(?!\n)", raw)),
        "longestLine": max(len(line) for line in raw.split(b"\r\n")),
        "text": texts.get("text/plain", "").replace("\r\n", "\n"),
        "html": texts.get("text/html", "").replace("\r\n", "\n"),
        "calendar": texts.get("text/calendar", "").replace("\r\n", "\n"),
    }


json.dump([read(path) for path in sys.argv[1:]], sys.stdout)
