#!/usr/bin/env python3
"""Measures the CPU time of a digest: planned, rendered and written to a folder by the daemon, all athletes in one burst.

    tests/ActivitySync.Benchmarks/digest.py PROGRAM [PROGRAM...] [--athletes 100] [--steps]

Each athlete has 200 made-up runs, a race ahead and a massage. The same daemon is first run while no digest is due; what
that costs is subtracted. With several programs (say, the old and the new one) one run compares them. The ratio is what
counts: it compares a digest with 'plan' of one athlete in a process of its own, in the same run. With --steps, perf
samples the burst and each step's CPU time for one digest is printed; the program needs the file activitysync.dbg next to
it. Needs Linux. Measure on a machine that does nothing else.
"""
import argparse
import csv
import datetime
import json
import os
import pathlib
import re
import resource
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

RUNS = 200
PLANS = 20
MAX_SECONDS = 300
STEPS = [  # in the order of the work; a step includes those that are indented below it
    ("find what is due", "OutboxProcessor__ScheduleAsync"),
    ("plan, each time", "AdviceService__Plan"),
    ("render", "MailWriter__Render"),
    ("  chart: layout", "ChartLayout__Create"),
    ("  chart: drawing", "ScottPlot_Plot__Render_1"),
    ("  chart: PNG", "IndexedPng__Encode"),
    ("  HTML and text", "PageTemplate__Render"),
    ("  message", "MailMessageBuilder__Build"),
    ("send", "MailSender__SendAsync"),
    ("garbage collection, in any step", "GCHeap__GarbageCollectGeneration"),
]
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)


def write_runs(file):
    """An export's list of runs up to yesterday, four in five days, each seventh long."""
    with open(file, "w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Activity ID", "Activity Date", "Activity Name", "Activity Type", "Elapsed Time", "Distance", "Filename"])
        for number in range(RUNS):
            start = NOW.replace(hour=6, minute=0, second=0) - datetime.timedelta(days=1 + number * 1.25)
            minutes = [35, 45, 55, 60, 75, 50, 150][number % 7]
            rows.writerow([7_000_000 + number, start.strftime("%b %d, %Y, %I:%M:%S %p"), "Morning Run", "Run",
                           minutes * 60, f"{minutes / 5.9:.2f}", ""])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write_settings(home, athletes, slot):
    config = home / "settings.json"
    config.write_text(json.dumps({
        "ActivitySync": {"DataDirectory": str(home / "data"), "Listen": f"http://127.0.0.1:{free_port()}"},
        "Mail": {"From": "sync@example.org", "PickupDirectory": str(home / "mails")},
        "Athletes": [{"Name": f"a{number}", "Email": f"a{number}@example.org", "TimeZone": "Etc/UTC",
                      "Digest": {"Day": slot.strftime("%A"), "Time": slot.strftime("%H:%M")}}
                     for number in range(athletes)]}))
    return config


def run(program, config, *arguments):
    subprocess.run([program, *map(str, arguments), "--config", config], check=True, stdout=subprocess.DEVNULL)


def copy_athlete(database, athletes):
    """Gives every athlete the first one's data, known for a month."""
    with sqlite3.connect(database) as connection:
        since = int(NOW.timestamp()) - 30 * 86400
        for number in range(1, athletes):
            connection.execute("INSERT INTO athletes (name, created_at) VALUES (?, ?)", (f"a{number}", since))
        connection.execute("UPDATE athletes SET created_at = ?", (since,))
        first = connection.execute("SELECT id FROM athletes WHERE name = 'a0'").fetchone()[0]
        others = [row[0] for row in connection.execute("SELECT id FROM athletes WHERE id <> ?", (first,))]
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            columns = [(row[1], row[5]) for row in connection.execute(f"SELECT * FROM pragma_table_info('{table}')")]
            names = [name for name, _ in columns]
            if "athlete_id" not in names:
                continue
            rows = connection.execute(f"SELECT * FROM {table} WHERE athlete_id = ?", (first,)).fetchall()
            own_id = [name for name, key in columns if key and name == "id"]
            for other in others:
                for row in rows:
                    values = dict(zip(names, row)) | {"athlete_id": other} | dict.fromkeys(own_id)
                    connection.execute(
                        f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", tuple(values.values()))


def cpu_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


def count_sent(database):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute("SELECT count(*) FROM mails WHERE state = 'sent'").fetchone()[0]


def run_daemon(program, config, database, until_sent, perf=None):
    """CPU seconds of a daemon until a number of mails is sent and, without a mail, until one pass is over."""
    process = subprocess.Popen([program, "run", "--config", config], stdout=subprocess.PIPE, text=True, stderr=subprocess.STDOUT)
    profile = None
    try:
        for line in process.stdout:
            if " ready " in line:
                break
        if perf:
            profile = subprocess.Popen(["perf", "record", "-q", "-g", "-F", "499", "-o", perf, "-p", str(process.pid)])
        deadline = time.monotonic() + MAX_SECONDS
        while count_sent(database) < until_sent:
            if time.monotonic() > deadline:
                sys.exit(f"{program}: {count_sent(database)} of {until_sent} digests sent after {MAX_SECONDS} s")
            time.sleep(0.2)
        last = -1
        while last < (now := cpu_seconds(process.pid)):
            last = now
            time.sleep(1.5)
        return now
    finally:
        process.terminate()
        process.communicate()
        if profile:
            profile.wait()


def print_steps(perf, athletes):
    report = subprocess.run(["perf", "report", "-i", perf, "--children", "-g", "none", "--stdio", "--percent-limit", "0.1"],
                            check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    shares = [(line.split("[.] ")[1].strip().replace("::", "__"), float(line.split("%")[0]))
              for line in report.splitlines() if "[.] " in line]
    nanoseconds = int(re.search(r"Event count \(approx\.\): (\d+)", report)[1])
    for name, symbol in STEPS:
        share = max((share for known, share in shares if known.endswith(symbol)), default=0) / 100
        print(f"  {share * nanoseconds / 1e6 / athletes:5.1f} ms  {name}")


def measure(program, athletes, steps):
    with tempfile.TemporaryDirectory(prefix="activitysync-") as folder:
        home = pathlib.Path(folder)
        (home / "mails").mkdir()
        ahead = write_settings(home, athletes, NOW + datetime.timedelta(days=3))
        write_runs(home / "activities.csv")
        run(program, ahead, "import", home / "activities.csv", "--athlete", "a0")
        day = NOW.date()
        run(program, ahead, "race", "add", day + datetime.timedelta(days=16), "City Run", "--distance", "21.1", "--athlete", "a0")
        run(program, ahead, "log", "massage", day - datetime.timedelta(days=20), "swedish", "--athlete", "a0")
        database = next((home / "data").glob("*.db"))
        copy_athlete(database, athletes)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        for _ in range(PLANS):
            run(program, ahead, "plan", "--athlete", "a0")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        plan = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000 / PLANS
        idle = run_daemon(program, ahead, database, 0)
        with sqlite3.connect(database) as connection:
            connection.execute("DELETE FROM mails")
        due = write_settings(home, athletes, NOW - datetime.timedelta(hours=1))
        perf = str(home / "perf.data") if steps else None
        burst = run_daemon(program, due, database, athletes, perf)
        digest = (burst - idle) * 1000 / athletes
        size = sum(file.stat().st_size for file in (home / "mails").iterdir()) / 1024 / athletes
        print(f"{program}: {digest:.1f} ms CPU a digest of {size:.0f} KB ({athletes} athletes; without digests {idle:.2f} s); "
              f"{digest / plan:.2f} times 'plan' in a process of its own ({plan:.0f} ms)")
        if perf:
            print_steps(perf, athletes)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("programs", nargs="+")
    arguments.add_argument("--athletes", type=int, default=100)
    arguments.add_argument("--steps", action="store_true", help="where the time goes; needs perf")
    options = arguments.parse_args()
    for program in options.programs:
        measure(str(pathlib.Path(program).resolve()), options.athletes, options.steps)
    return 0


sys.exit(main())
