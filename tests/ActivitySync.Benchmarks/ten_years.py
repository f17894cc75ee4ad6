#!/usr/bin/env python3
"""Measures a published program with a store of ten years: 5,000 activities, 520 digests, massages and races.

    tests/ActivitySync.Benchmarks/ten_years.py PROGRAM [ACTIVITIES]

It imports the runs from an archive, adds a massage a month, two races a year and a digest a week (sent, so without its
bytes), and prints the size of the database, the time from start to ready of the daemon, and a table of commands:
milliseconds (the median of three), processor time and peak memory. Then it deletes a third of the activities, as `forget`
and expiry do, and prints how much of the file is free and what VACUUM takes. Measure on a machine that does nothing else.
"""
import datetime
import os
import pathlib
import sqlite3
import sys
import tempfile
import time

import figures

YEARS, DIGESTS = 10, 520
REPORTS = ["health", "doctor"]  # end with 1 while no daemon runs
COMMANDS = [
    ["activities"], ["activities", "--json"], ["activities", "--since", "2026-01-01"], ["plan"], ["plan", "--json"], ["status"],
    ["health"], ["doctor"], ["log", "list"], ["race", "list"], ["rules"], ["config", "check"], ["sync"], ["digest", "preview"],
    ["backup", "{new}.db"], ["export", "--out", "{new}"],
]


class Store(figures.Measured):
    def database(self):
        return self.home / "data" / "activitysync.db"


def add_history(store, today):
    for month in range(12 * YEARS):
        store.run("log", "massage", (today - datetime.timedelta(days=10 + 30 * month)).isoformat(), "swedish")
    for number in range(2 * YEARS):
        day = today - datetime.timedelta(days=40 + 182 * number)
        store.run("race", "add", day.isoformat(), f"Race {number}", "--distance", "21.1")
    with sqlite3.connect(store.database()) as database:
        athlete = database.execute("SELECT id FROM athletes").fetchone()[0]
        now = int(time.time())
        for number in range(DIGESTS):
            due = now - (number + 1) * 7 * 86400
            week = time.strftime("%G-W%V", time.gmtime(due))
            database.execute(
                "INSERT OR IGNORE INTO mails (athlete_id, kind, period, state, due_at, message_id, attempts, uncertain, quotes_strava,"
                " changed_at, written_at) VALUES (?, 'digest', ?, 'sent', ?, ?, 1, 0, 0, ?, ?)",
                (athlete, week, due, f"<digest.{week}@example.org>", due, due))


def print_size(store, what):
    with sqlite3.connect(store.database()) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        pages, free, page = (database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size"))
        activities, mails = (database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("recordings", "mails"))
    print(f"{what}: {pages * page / 1e6:.1f} MB, of which free {free * page / 1e6:.1f} MB; {activities} recordings, {mails} emails", flush=True)


def main(program, activities=5000):
    today = datetime.date.today()
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder) / "home"
        home.mkdir()
        archive = pathlib.Path(folder) / "runs.zip"
        figures.write_archive(archive, activities, YEARS * 365.25, datetime.datetime.combine(today, datetime.time(12)))
        store = Store(os.path.abspath(program), home)
        seconds, spent, peak = store.run("import", str(archive))
        print(f"import of {activities} runs ({archive.stat().st_size / 1e6:.0f} MB): {seconds:.1f} s, {spent:.1f} s CPU, peak {peak:.0f} MB", flush=True)
        add_history(store, today)
        print_size(store, f"database of {YEARS} years")
        print(f"start to ready, ms: {sorted(store.daemon()[0] for _ in range(3))}; after that {store.daemon()[1]}", flush=True)
        print("| command | ms | CPU ms | peak MB |\n| --- | --- | --- | --- |")
        for command in COMMANDS:
            seconds, spent, peak = store.median(*command, codes=(0, 1) if command[0] in REPORTS else (0,))
            print(f"| `{' '.join(command).format(new='FILE')}` | {seconds * 1000:.0f} | {spent * 1000:.0f} | {peak:.0f} |", flush=True)
        with sqlite3.connect(store.database()) as database:
            database.execute("PRAGMA foreign_keys = ON")
            database.execute("DELETE FROM recordings WHERE rowid % 3 = 0")
        print_size(store, "after a third of the recordings was deleted")
        started = time.perf_counter()
        with sqlite3.connect(store.database(), isolation_level=None) as database:
            database.execute("VACUUM")
        print_size(store, f"after VACUUM ({time.perf_counter() - started:.1f} s)")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *map(int, sys.argv[2:3]))
