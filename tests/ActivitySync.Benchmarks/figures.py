#!/usr/bin/env python3
"""Measures published programs as processes: size, start, memory. One run measures all of them, so that they can be compared.

    tests/ActivitySync.Benchmarks/figures.py PROGRAM...

PROGRAM is a published 'activitysync' (deploy/publish.sh; or 'dotnet publish --self-contained -p:PublishAot=false' for the
JIT). Each imports 1,000 synthetic runs, previews a digest with its chart, starts five times, and runs the jobs of an hour
(one wake per second) on a Thursday and on a Sunday evening with a digest. Needs Linux and Debian's libfaketime. Measure
on a machine that does nothing else.
"""
import datetime
import json
import os
import pathlib
import random
import re
import socket
import subprocess
import sys
import tempfile
import time

RUNS = 1000
DAYS_PER_RUN = 0.75
SECONDS_PER_POINT = 10
STARTS = 5
WAKES = 65  # of an hour at one per minute, and the other jobs of the first minutes
THURSDAY, SUNDAY = datetime.datetime(2026, 11, 26, 12), datetime.datetime(2026, 11, 29, 17, 59, 50)  # UTC; the digest is due at 18:00
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"


def write_runs(folder):
    """Runs that end on the day before THURSDAY."""
    chance = random.Random(7)
    for number in range(RUNS):
        start = THURSDAY - datetime.timedelta(days=1 + number * DAYS_PER_RUN)
        seconds, speed = chance.choice([35, 45, 55, 60, 75, 120]) * 60, 2.9
        stamp = lambda after: (start + datetime.timedelta(seconds=after)).strftime("%Y-%m-%dT%H:%M:%SZ")
        points = "".join(
            f"<Trackpoint><Time>{stamp(at)}</Time><DistanceMeters>{at * speed:.1f}</DistanceMeters>"
            f"<HeartRateBpm><Value>{chance.randint(120, 165)}</Value></HeartRateBpm></Trackpoint>"
            for at in range(0, seconds, SECONDS_PER_POINT))
        (folder / f"{number}.tcx").write_text(
            '<?xml version="1.0"?><TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>'
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

    def command(self, *words):
        """Runs one command; peak memory in MB and CPU time in seconds."""
        call = subprocess.Popen([self.program, *words, "--config", str(self.home / "settings.json")], cwd=self.home, env=self.environment, stdout=subprocess.DEVNULL)
        _, code, used = os.wait4(call.pid, 0)
        if code != 0:
            sys.exit(f"{self.program} {words[0]}: exit code {code}")
        return f"{round(used.ru_maxrss / 1024)} MB, {used.ru_utime + used.ru_stime:.1f} s CPU"

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


def main(programs):
    if not programs:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        runs = pathlib.Path(folder) / "runs"
        runs.mkdir()
        write_runs(runs)
        for number, program in enumerate(map(os.path.abspath, programs)):
            home = pathlib.Path(folder) / str(number)
            home.mkdir()
            measured = Measured(program, home)
            files = list(pathlib.Path(program).parent.iterdir())
            print(f"{program}: {os.path.getsize(program) / 1e6:.1f} MB, all its files {sum(file.stat().st_size for file in files if file.suffix not in ('.dbg', '.pdb', '.xml')) / 1e6:.1f} MB")
            print(f"  import of {RUNS} files: peak {measured.command('import', str(runs))}")
            print(f"  a digest with its chart: peak {measured.command('digest', 'preview')}")
            print(f"  a command that does nearly nothing: peak {measured.command('rules')}")
            print(f"  start to ready, ms: {sorted(measured.daemon()[0] for _ in range(STARTS))}")
            print(f"  idle after {WAKES} wakes: {measured.daemon(THURSDAY, WAKES)[1]}")
            print(f"  a Sunday evening with a digest, after {WAKES} wakes: {measured.daemon(SUNDAY, WAKES)[1]}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
