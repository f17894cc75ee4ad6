#!/usr/bin/env python3
"""Measures published programs as processes: size, start, memory, and what a runner's commands take. One run measures all
of them, so that they can be compared.

    tests/ActivitySync.Benchmarks/figures.py PROGRAM... [--runs N]

PROGRAM is a published 'activitysync' (deploy/publish.sh; or 'dotnet publish --self-contained -p:PublishAot=false' for the
JIT). Each makes the demo, imports N synthetic runs (5,000) from an archive, plans, previews a digest with its chart, exports
everything, starts five times, and runs the jobs of an hour (one wake per second) on a Thursday and on a Sunday evening with
a digest; then its page is requested, with /health in between. Prints a table with a column for each program: medians of
three (the import runs once), times as wall clock / processor, memory as the peak. Needs Linux and Debian's libfaketime. Measure on a machine that
does nothing else.
"""
import argparse
import datetime
import json
import os
import pathlib
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

import page

STARTS, ROUNDS, REQUESTS = 5, 3, 500
SECONDS_PER_POINT = 30
WAKES = 65  # of an hour at one per minute, and the other jobs of the first minutes
THURSDAY, SUNDAY = datetime.datetime(2026, 11, 26, 12), datetime.datetime(2026, 11, 29, 17, 59, 50)  # UTC; the digest is due at 18:00
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"


def write_archive(file, runs, days, last):
    """An archive of runs, spread over the 'days' days that end on the day before 'last'."""
    chance = random.Random(7)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(runs):
            archive.writestr(f"{number}.tcx", create_run(last - datetime.timedelta(days=1 + number * days / runs), chance))


def create_run(start, chance):
    seconds, speed = chance.choice([35, 45, 55, 60, 75, 120]) * 60, 2.9
    stamp = lambda after: (start + datetime.timedelta(seconds=after)).strftime("%Y-%m-%dT%H:%M:%SZ")
    points = "".join(
        f"<Trackpoint><Time>{stamp(at)}</Time><DistanceMeters>{at * speed:.1f}</DistanceMeters>"
        f"<HeartRateBpm><Value>{chance.randint(120, 165)}</Value></HeartRateBpm></Trackpoint>"
        for at in range(0, seconds, SECONDS_PER_POINT))
    return ('<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
            f'<Activity Sport="Running"><Id>{stamp(0)}</Id><Lap StartTime="{stamp(0)}"><TotalTimeSeconds>{seconds}</TotalTimeSeconds>'
            f"<DistanceMeters>{seconds * speed:.1f}</DistanceMeters><Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod>"
            f"<Track>{points}</Track></Lap></Activity></Activities></TrainingCenterDatabase>")


def megabytes(pid, *fields):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return tuple(round(int(re.search(rf"{field}:\s+(\d+)", status)[1]) / 1024) for field in fields)


class Measured:
    """A program with its own data directory."""

    def __init__(self, program, home):
        self.program, self.home = program, home
        (home / "settings.json").write_text(json.dumps({
            "ActivitySync": {"DataDirectory": str(home / "data"), "Listen": "http://127.0.0.1:0", "WakeSeconds": 1},
            "Athletes": [{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin"}],
            "Mail": {"From": "activitysync@example.org", "PickupDirectory": str(home / "mails")}}))
        self.environment = {**os.environ, "MALLOC_ARENA_MAX": "1"}  # as in the unit and the image

    def run(self, *words, codes=(0,)):
        """Seconds, processor seconds and peak memory in MB of a command; ends this script if it fails."""
        started = time.perf_counter()
        call = subprocess.Popen([self.program, *words, "--config", str(self.home / "settings.json")], cwd=self.home,
                                env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        error = call.stderr.read().decode()
        _, status, used = os.wait4(call.pid, 0)
        if os.waitstatus_to_exitcode(status) not in codes:
            sys.exit(f"{self.program} {' '.join(words)}: exit code {os.waitstatus_to_exitcode(status)}. {error}")
        return time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

    def median(self, *words, codes=(0,)):
        """The median of three runs; {new} in a word is another name each time."""
        taken = [self.run(*[word.format(new=self.home / f"new{time.monotonic_ns()}") for word in words], codes=codes)
                 for _ in range(ROUNDS)]
        return tuple(map(statistics.median, zip(*taken)))

    def daemon(self, at=None, wakes=0):
        """Milliseconds from the start to READY=1; memory after a number of wakes, and its peak."""
        environment = dict(self.environment)
        if at is not None:
            offset = round(at.replace(tzinfo=datetime.timezone.utc).timestamp() - time.time())
            environment |= {"LD_PRELOAD": FAKETIME, "DONT_FAKE_MONOTONIC": "1", "FAKETIME_FORCE_MONOTONIC_FIX": "0", "FAKETIME": f"{offset:+d}s"}
        with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
            systemd.bind(f"{folder}/notify")
            systemd.settimeout(60)
            started = time.monotonic()
            daemon = subprocess.Popen(
                [self.program, "run", "--config", str(self.home / "settings.json")],
                env={**environment, "NOTIFY_SOCKET": f"{folder}/notify"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while systemd.recv(64) != b"READY=1":
                pass
            ready = round((time.monotonic() - started) * 1000)
            while wakes > 0:
                wakes -= systemd.recv(64) == b"WATCHDOG=1"
            memory = megabytes(daemon.pid, "VmRSS", "RssAnon", "RssFile", "VmHWM")
            daemon.terminate()
            daemon.wait()
        return ready, "{} MB (private {}, mapped files {}), peak {}".format(*memory)

    def request_page(self):
        """Milliseconds of /week, as a ratio to /health too, and its size."""
        with page.Site(self.program, self.home, True) as site:
            cookie, connection = site.sign_in(), site.connect()
            page.alternate(connection, "/week", cookie, REQUESTS // 10)
            pages, healths, size = page.alternate(connection, "/week", cookie, REQUESTS)
        took = statistics.median(pages)
        return f"{took:.1f} ms, {took / statistics.median(healths):.1f} times /health, {size / 1000:.0f} KB"


def measure(program, home, archive, runs):
    """The rows of a program: what, value."""
    measured = Measured(program, home)
    files = [file for file in pathlib.Path(program).parent.iterdir() if file.suffix not in (".dbg", ".pdb", ".xml")]
    format_cost = lambda cost: "{:.0f} / {:.0f} ms, {:.0f} MB".format(cost[0] * 1000, cost[1] * 1000, cost[2])
    yield "program, all its files", f"{os.path.getsize(program) / 1e6:.1f} MB, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB"
    yield "the demo", format_cost(measured.median("demo", "--out", "{new}"))
    yield f"import of {runs} runs from an archive", format_cost(measured.run("import", str(archive)))
    yield "a command that does nearly nothing (rules)", format_cost(measured.median("rules"))
    yield "plan", format_cost(measured.median("plan"))
    yield "a digest with its chart (digest preview)", format_cost(measured.median("digest", "preview"))
    yield "export", format_cost(measured.median("export", "--out", "{new}"))
    yield "start to ready", "{} to {} ms".format(*sorted(measured.daemon()[0] for _ in range(STARTS))[0::STARTS - 1])
    yield f"idle after {WAKES} wakes", measured.daemon(THURSDAY, WAKES)[1]
    yield f"a Sunday evening with a digest, after {WAKES} wakes", measured.daemon(SUNDAY, WAKES)[1]
    yield "the page, /week", measured.request_page()


def main():
    call = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    call.add_argument("programs", nargs="+", metavar="PROGRAM")
    call.add_argument("--runs", type=int, default=5000)
    call = call.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = pathlib.Path(folder) / "runs.zip"
        write_archive(archive, call.runs, call.runs * 0.73, THURSDAY)
        columns = []
        for number, program in enumerate(map(os.path.abspath, call.programs)):
            home = pathlib.Path(folder) / str(number)
            home.mkdir()
            columns.append(list(measure(program, home, archive, call.runs)))
    print("| |", " | ".join(call.programs), "|\n| --- |" + " --- |" * len(columns))
    for cells in zip(*columns):
        print("|", cells[0][0], "|", " | ".join(value for _, value in cells), "|")


if __name__ == "__main__":
    main()
