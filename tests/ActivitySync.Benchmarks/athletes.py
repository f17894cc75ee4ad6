#!/usr/bin/env python3
"""Measures health and the start of the daemon with many athletes, and without the time that reading the settings takes.

    tests/ActivitySync.Benchmarks/athletes.py PROGRAM [PROGRAM...] [--athletes 1000 10000] [--weeks 52]

Each athlete has a source and the mails of some weeks. 'config check' only reads the settings, in the same run; what it
takes is subtracted. Needs Linux. Measure on a machine that does nothing else.
"""
import argparse
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

ROUNDS = 3


def write_settings(home, athletes):
    config = home / "settings.json"
    config.write_text(json.dumps({
        "ActivitySync": {"DataDirectory": str(home / "data"), "Listen": ""},
        "Mail": {"From": "sync@example.org", "PickupDirectory": str(home)},
        "Strava": {"ClientId": "1", "ClientSecret": "0123456789abcdef0123456789abcdef01234567"},
        "Athletes": [{"Name": f"a{number}", "Email": f"a{number}@example.org", "TimeZone": "Europe/Berlin",
                      "Sources": {"Strava": True}} for number in range(athletes)]}))
    return config


def run(program, config, *arguments):
    """Seconds of a command."""
    started = time.perf_counter()
    subprocess.run([program, *arguments, "--config", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def start(program, config):
    """Seconds until the daemon is ready."""
    started = time.perf_counter()
    process = subprocess.Popen([program, "run", "--config", config], stdout=subprocess.PIPE, text=True,
                               stderr=subprocess.STDOUT)
    try:
        for line in process.stdout:
            if " ready " in line:
                return time.perf_counter() - started
        sys.exit(f"{program}: the daemon ended")
    finally:
        process.kill()
        process.communicate()


def fill(database, weeks):
    now = int(time.time())
    with sqlite3.connect(database) as connection:
        connection.execute("""
            INSERT INTO syncs (athlete_id, source, tried_at, outcome, succeeded_at, full_at, failures)
            SELECT id, 'strava', :now, 'complete', :now, :now, 0 FROM athletes WHERE true ON CONFLICT DO NOTHING
            """, {"now": now})
        connection.executemany("""
            INSERT INTO mails (athlete_id, kind, period, state, due_at, attempts, uncertain, quotes_strava, changed_at)
            SELECT id, 'digest', :period, 'sent', :at, 1, 0, 0, :at FROM athletes WHERE true ON CONFLICT DO NOTHING
            """, [{"period": f"{2020 + week // 52}-W{week % 52 + 1:02}", "at": now - (weeks - week) * 7 * 86400}
                  for week in range(weeks)])


def measure(program, athletes, weeks):
    with tempfile.TemporaryDirectory(prefix="activitysync-") as folder:
        home = pathlib.Path(folder)
        config = write_settings(home, athletes)
        first = start(program, config)
        fill(home / "data" / "activitysync.db", weeks)
        check = min(run(program, config, "config", "check") for _ in range(ROUNDS))
        health = min(run(program, config, "health") for _ in range(ROUNDS))
        status = min(run(program, config, "status") for _ in range(ROUNDS))
        ready = min(start(program, config) for _ in range(ROUNDS))
        print(f"{program}, {athletes} athletes: reading the settings {check:.2f} s; besides that 'health' {health - check:.2f} s, "
              f"'status' {status - check:.2f} s, ready {ready - check:.2f} s, on the first start {first - check:.2f} s")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("programs", nargs="+")
    arguments.add_argument("--athletes", type=int, nargs="+", default=[1000, 10000])
    arguments.add_argument("--weeks", type=int, default=52)
    options = arguments.parse_args()
    for athletes in options.athletes:
        for program in options.programs:
            measure(str(pathlib.Path(program).resolve()), athletes, options.weeks)


main()
