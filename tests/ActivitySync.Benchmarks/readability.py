#!/usr/bin/env python3
"""Counts how readable the code is, so that two versions can be compared.

    tests/ActivitySync.Benchmarks/readability.py [FOLDER]

FOLDER is a checkout (default: this repository). Prints, for src/ and tests/, the number of files and
lines, words of the glossary's "not" column (Architecture/banned-words.txt of the tests), methods named "Of",
lines over 120 columns, and files that name a source outside the source's own folder.
"""
import pathlib
import re
import statistics
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
ARCHITECTURE = REPOSITORY / "tests" / "ActivitySync.Tests" / "Architecture"
MAX_COLUMNS = 120
OF_METHOD = re.compile(r"^\s*(?:public|internal|private|protected)[^=;(]*\bOf\(", re.M)
SOURCE_NAME = re.compile(r"Strava|Garmin")
SOURCE_FOLDER = re.compile(r"/Sources/(Strava|Garmin|IntervalsIcu)/")


def read_list(name):
    lines = (ARCHITECTURE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def banned_pattern():
    """A banned word in any of its forms: mend, mends, mended, mending; settle, settled, settling."""
    stems = "|".join(word.rstrip("e") for word in read_list("banned-words.txt"))
    return re.compile(rf"(?<![a-z])({stems})(e|s|es|d|ed|ing)?(?![a-z])")


def exemptions():
    """Pairs of a file or folder and a word stem ("*": any) that GlossaryTests allows there."""
    return [(place, word.rstrip("e")) for place, word, _ in (line.split(" | ") for line in read_list("allowed-words.txt"))]


def split_names(text):
    """Splits PascalCase and camelCase, so that a word inside a name is found too."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text).lower()


def list_files(root, folder):
    listed = subprocess.run(["git", "-C", root, "ls-files", folder], capture_output=True, text=True, check=True).stdout
    return [root / name for name in listed.splitlines() if name.endswith(".cs") and (root / name).exists()]


def count_banned(root, texts, pattern, allowed):
    count = 0
    for file, text in texts.items():
        name = str(file.relative_to(root))
        if name.endswith("/GlossaryTests.cs"):
            continue
        for match in pattern.finditer(split_names(text)):
            count += not any(
                (name.startswith(place) if place.endswith("/") else name == place) and word in ("*", match[1])
                for place, word in allowed)
    return count


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else REPOSITORY).resolve()
    pattern, allowed = banned_pattern(), exemptions()
    for folder in ["src", "tests"]:
        texts = {file: file.read_text(encoding="utf-8") for file in list_files(root, folder)}
        if not texts:
            continue
        lines = sorted(text.count("\n") for text in texts.values())
        too_long = sum(len(line) > MAX_COLUMNS for text in texts.values() for line in text.splitlines())
        print(f"{folder}: {len(lines)} files, {sum(lines)} lines, median {statistics.median(lines):.0f}, "
              f"90th percentile {lines[len(lines) * 9 // 10]}, longest {lines[-1]}")
        print(f'  words of the "not" column: {count_banned(root, texts, pattern, allowed)}')
        print(f"  lines over {MAX_COLUMNS} columns: {too_long}")
        print(f'  methods named "Of": {sum(len(OF_METHOD.findall(text)) for text in texts.values())}')
        if folder == "src":
            outside = [file for file, text in texts.items()
                       if SOURCE_NAME.search(text) and not SOURCE_FOLDER.search(str(file))]
            print(f"  files that name Strava or Garmin outside the source's folder: {len(outside)}")


main()
