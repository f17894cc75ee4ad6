"""Checks calendar files strictly against RFC 5545, 5546 and 7986, with code of its own: the second opinion of CalendarValidityTests.

Usage: check_calendar.py KIND=FILE ...; KIND is mail (an attachment, iTIP) or feed. Prints JSON: one object per file with its
problems and events. Only what this program writes is known: another component or property is a problem."""
import datetime
import json
import re
import sys
import urllib.parse

CALENDAR = {"VERSION": (1, 1), "PRODID": (1, 1), "METHOD": (0, 1), "CALSCALE": (0, 1), "REFRESH-INTERVAL": (0, 1)}
EVENT = {
    "UID": (1, 1),
    "DTSTAMP": (1, 1),
    "DTSTART": (1, 1),
    "DTEND": (0, 1),
    "SUMMARY": (0, 1),
    "DESCRIPTION": (0, 1),
    "STATUS": (0, 1),
    "SEQUENCE": (0, 1),
    "TRANSP": (0, 1),
    "ORGANIZER": (0, 1),
    "URL": (0, 1),
    "CATEGORIES": (0, None),
}
PARAMETERS = {
    "DTSTART": {"VALUE"},
    "DTEND": {"VALUE"},
    "ORGANIZER": {"CN"},
    "REFRESH-INTERVAL": {"VALUE"},
    "SUMMARY": {"LANGUAGE"},
    "DESCRIPTION": {"LANGUAGE"},
}
TEXTS = {"SUMMARY", "DESCRIPTION", "UID", "PRODID", "X-WR-CALNAME"}
LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:\"[^\"\x00-\x08\x0a-\x1f\x7f]*\"|[^\";:,\x00-\x08\x0a-\x1f\x7f]*))*):(.*)", re.S)
PARAMETER = re.compile(r";([A-Za-z0-9-]+)=(\"[^\"]*\"|[^\";:,]*)")
DURATION = re.compile(r"P(?:\d+W|\d+D(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?|T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)")


def unfold(raw, problems):
    if not raw.endswith(b"\r\n"):
        problems.append("the last line has no CRLF")
    if re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        problems.append("a bare CR or LF")
    lines = []
    for line in raw.removesuffix(b"\r\n").split(b"\r\n"):
        if len(line) > 75:
            problems.append(f"a line of {len(line)} octets")
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            problems.append("a line that is not UTF-8, or folded within a character")
            text = line.decode("utf-8", "replace")
        if not line.strip():
            problems.append("an empty line")
        if re.search(r"[\x00-\x08\x0a-\x1f\x7f]", text):
            problems.append("a control character")
        if text[:1] in (" ", "\t") and lines:
            lines[-1] += text[1:]
        else:
            lines.append(text)
    return lines


def unescape(value, problems, name):
    if re.search(r"\\(?![\\;,nN])", re.sub(r"\\\\", "", value)):
        problems.append(f"{name}: an unknown escape")
    if re.search(r"(?<!\\)[;,]", re.sub(r"\\\\", "", value)):
        problems.append(f"{name}: an unescaped ; or ,")
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def date(value, problems, name):
    if not re.fullmatch(r"\d{8}", value):
        problems.append(f"{name}: not a date")
        return None
    try:
        return datetime.date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        problems.append(f"{name}: no such date")
        return None


def count(component, rules, problems):
    name, properties = component
    for key, (least, most) in rules.items():
        number = sum(1 for one in properties if one[0] == key)
        if number < least or (most is not None and number > most):
            problems.append(f"{name}: {key} {number} times")
    for key, parameters, _ in properties:
        if key not in rules and not key.startswith("X-"):
            problems.append(f"{name}: unexpected {key}")
        for parameter in parameters:
            if parameter not in PARAMETERS.get(key, set()):
                problems.append(f"{key}: unexpected parameter {parameter}")


def check_event(properties, problems):
    values = {key: (parameters, value) for key, parameters, value in properties}

    def get(key):
        return values.get(key, ({}, ""))[1]

    if not re.fullmatch(r"\d{8}T\d{6}Z", get("DTSTAMP")):
        problems.append("DTSTAMP: not in UTC")
    else:
        try:
            datetime.datetime.strptime(get("DTSTAMP"), "%Y%m%dT%H%M%SZ")
        except ValueError:
            problems.append("DTSTAMP: no such time")
    dates = []
    for key in ("DTSTART", "DTEND"):
        if values.get(key, ({}, ""))[0].get("VALUE") != "DATE":
            problems.append(f"{key}: not a whole day")
        dates.append(date(get(key), problems, key))
    if None not in dates and dates[1] <= dates[0]:
        problems.append("DTEND: not after DTSTART")
    if "SEQUENCE" in values and not re.fullmatch(r"\d{1,10}", get("SEQUENCE")):
        problems.append("SEQUENCE: not a number")
    if get("STATUS") not in ("", "TENTATIVE", "CONFIRMED", "CANCELLED"):
        problems.append("STATUS: unknown")
    if get("TRANSP") not in ("", "TRANSPARENT", "OPAQUE"):
        problems.append("TRANSP: unknown")
    if "URL" in values:
        url = urllib.parse.urlsplit(get("URL"))
        if url.scheme not in ("http", "https") or not url.netloc or re.search(r"[^!-~]", get("URL")):
            problems.append("URL: not a web address")
    if "ORGANIZER" in values and not re.fullmatch(r"mailto:[!-~]+@[!-~]+", get("ORGANIZER"), re.I):
        problems.append("ORGANIZER: not an address")
    for key, _, value in properties:
        if key == "CATEGORIES":
            for one in re.split(r"(?<!\\),", value):
                unescape(one, problems, key)
                if not one:
                    problems.append("CATEGORIES: an empty one")
    return {
        "uid": unescape(get("UID"), problems, "UID"),
        "summary": unescape(get("SUMMARY"), problems, "SUMMARY"),
        "description": unescape(get("DESCRIPTION"), problems, "DESCRIPTION"),
        "start": get("DTSTART"),
        "end": get("DTEND"),
        "sequence": get("SEQUENCE"),
        "status": get("STATUS"),
        "organizer": get("ORGANIZER"),
        "url": get("URL"),
        "categories": [value for key, _, value in properties if key == "CATEGORIES"],
    }


def read(kind, path):
    with open(path, "rb") as file:
        raw = file.read()
    problems, stack, components = [], [], []
    for line in unfold(raw, problems):
        match = LINE.fullmatch(line)
        if not match:
            problems.append(f"not a content line: {line[:40]}")
            continue
        key, value = match[1].upper(), match[3]
        parameters = {one[0].upper(): one[1].strip('"') for one in PARAMETER.findall(match[2])}
        if len(parameters) != len(PARAMETER.findall(match[2])):
            problems.append(f"{key}: a parameter twice")
        if key == "BEGIN":
            components.append((value.upper(), []))
            stack.append(components[-1])
        elif key == "END":
            if not stack or stack.pop()[0] != value.upper():
                problems.append(f"END:{value} without its BEGIN")
        elif not stack:
            problems.append(f"{key} outside of a calendar")
        else:
            stack[-1][1].append((key, parameters, value))
            if key in TEXTS:
                unescape(value, problems, key)
    if stack:
        problems.append("a component without its END")
    if [name for name, _ in components[:1]] != ["VCALENDAR"] or sum(name == "VCALENDAR" for name, _ in components) != 1:
        problems.append("not one calendar")
    for name, _ in components:
        if name not in ("VCALENDAR", "VEVENT"):
            problems.append(f"unexpected {name}")

    head = components[0] if components else ("VCALENDAR", [])
    count(head, CALENDAR, problems)
    values = {key: (parameters, value) for key, parameters, value in head[1]}
    method = values.get("METHOD", ({}, None))[1]
    if values.get("VERSION", ({}, ""))[1] != "2.0":
        problems.append("VERSION: not 2.0")
    if kind == "feed":
        refresh = values.get("REFRESH-INTERVAL", ({}, ""))
        if refresh[0].get("VALUE") != "DURATION" or not DURATION.fullmatch(refresh[1]):
            problems.append("REFRESH-INTERVAL: not a duration")
        if values.get("X-PUBLISHED-TTL", ({}, ""))[1] != refresh[1]:
            problems.append("X-PUBLISHED-TTL: not the same")
        if method is not None:
            problems.append("METHOD in a feed")
    elif method not in ("PUBLISH", "CANCEL"):
        problems.append("METHOD: not PUBLISH or CANCEL")

    events = []
    for component in components:
        if component[0] != "VEVENT":
            continue
        count(component, EVENT, problems)
        event = check_event(component[1], problems)
        events.append(event)
        if any(one["uid"] == event["uid"] for one in events[:-1]):
            problems.append("a UID twice")
        if kind == "feed" and event["organizer"]:
            problems.append("ORGANIZER in a feed")
        if kind == "mail" and not (event["organizer"] and event["summary"] and event["sequence"]):
            problems.append("iTIP: ORGANIZER, SUMMARY or SEQUENCE missing")
        if method == "CANCEL" and event["status"] != "CANCELLED":
            problems.append("CANCEL of an entry that is not canceled")
    if not events:
        problems.append("no event")
    return {"method": method, "problems": problems, "events": events}


json.dump([read(*argument.split("=", 1)) for argument in sys.argv[1:]], sys.stdout)
