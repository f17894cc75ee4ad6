#!/usr/bin/env python3
"""Measures how many rendered mails a second the daemon sends, with 1, 2 and 4 connections, to a mail server that
answers at once and to one that takes 100 ms.

    ACTIVITYSYNC_BINARY=PROGRAM tests/ActivitySync.Benchmarks/outbox.py [MAILS [DELAYED_MAILS]]

Each run has a database of its own with one rendered mail for each of MAILS athletes (2,000 by default; DELAYED_MAILS,
400 by default, for the slow server), and a sink (tests/cluster/smtp_sink.py) on the loopback. It prints the mails per
second from the first mail to the last, as the sink sees them, the connections, the duplicates, and the processor time
per mail of the daemon. A program without the setting Mail:Connections is measured once per server. Also printed: the
time of a commit that waits for the disk. Measure on a machine that does nothing else.
"""
import datetime
import json
import os
import pathlib
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SINK = HERE.parent / "cluster" / "smtp_sink.py"
DELAY_MS = 100
TIMEOUT_SECONDS = 900
CONNECTIONS = [1, 2, 4]


def measure_commit(folder):
    """Milliseconds of a small commit that waits for the disk."""
    with sqlite3.connect(folder / "commit.db", isolation_level=None) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE t (a)")
        started = time.perf_counter()
        for _ in range(200):
            database.execute("INSERT INTO t VALUES (1)")
        return (time.perf_counter() - started) / 200 * 1000


def write_settings(file, folder, port, mails, connections):
    mail = {"From": "digest@example.org", "Smtp": {"Host": "127.0.0.1", "Port": port, "Security": "none", "HelloName": "bench.example.org"}}
    if connections:
        mail["Connections"] = connections
    # The slot is three days from now, so that nothing is due but the mails that are stored.
    day = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=3)).strftime("%A")
    file.write_text(json.dumps({
        "ActivitySync": {"DataDirectory": str(folder), "Listen": "", "WakeSeconds": 1},
        "Mail": mail,
        "Athletes": [{"Name": f"a{number}", "Email": f"a{number}@example.org", "TimeZone": "UTC",
                      "Digest": {"Day": day}} for number in range(mails)]}))


def create_message(number):
    """As large as a digest with its picture."""
    picture = "\r\n".join(["iVBORw0KGgoAAAANSUhEUgAAAlgAAAFoCAIAAAAElhK7AAAgAElEQVR4nO3dd3xUZf4v8Gdm"] * 500)
    return (f"From: digest@example.org\r\nTo: a{number}@example.org\r\nDate: Sun, 22 Nov 2026 19:00:00 +0000\r\n"
            f"Message-ID: <digest.bench.a{number}@example.org>\r\nSubject: A pick\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/mixed; boundary="b1"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
            + "Tuesday looks good for a massage.\r\n" * 60
            + "\r\n--b1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + picture + "\r\n--b1--\r\n").encode()


def add_mails(file, mails):
    now = int(time.time())
    with sqlite3.connect(file) as database:
        ids = [row[0] for row in database.execute("SELECT id FROM athletes ORDER BY id")]
        assert len(ids) == mails, f"{len(ids)} athletes"
        database.executemany(
            "INSERT INTO mails (id, athlete_id, kind, period, state, due_at, message_id, attempts, uncertain, quotes_strava, changed_at, written_at)"
            " VALUES (?, ?, 'digest', '2020-W01', 'rendered', ?, ?, 0, 0, 0, ?, ?)",
            [(number + 1, id, now - 60, f"<digest.bench.a{number}@example.org>", now, now) for number, id in enumerate(ids)])
        database.executemany("INSERT INTO mail_messages (mail_id, message) VALUES (?, ?)",
                             [(number + 1, create_message(number)) for number in range(len(ids))])


def count_waiting(file):
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        return database.execute("SELECT count(*) FROM mails WHERE kind = 'digest' AND state IN ('rendered', 'sending')").fetchone()[0]


def run_daemon(program, config):
    return subprocess.Popen([program, "run", "--config", config], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(program, home, mails, connections, delay):
    folder = home / f"data-{connections}-{delay}"
    config = home / "appsettings.json"
    sink = subprocess.Popen([sys.executable, SINK, "--delay", str(delay)], stdout=subprocess.PIPE, text=True)
    log = (home / "log").open("w")
    try:
        port = int(sink.stdout.readline().split()[1])
        write_settings(config, folder, port, mails, connections)
        # The first start creates the database and the athletes.
        first = run_daemon(program, config)
        for line in first.stdout:
            if " ready " in line:
                break
        first.terminate()
        first.communicate()
        add_mails(folder / "activitysync.db", mails)
        daemon = subprocess.Popen([program, "run", "--config", config], stdout=log, stderr=subprocess.STDOUT)
        try:
            before, deadline = None, time.monotonic() + TIMEOUT_SECONDS
            while waiting := count_waiting(folder / "activitysync.db"):
                if before is None and waiting < mails:
                    before = processor_seconds(daemon.pid), waiting
                if daemon.poll() is not None or time.monotonic() > deadline:
                    sys.exit(f"{waiting} mails were not sent. {(home / 'log').read_text()[-2000:]}")
                time.sleep(0.25)
            spent = (processor_seconds(daemon.pid) - before[0]) / before[1] * 1000 if before else 0
        finally:
            daemon.terminate()
            daemon.wait()
    finally:
        sink.send_signal(signal.SIGTERM)
        accounts = sink.communicate()[0].strip()
    return accounts, spent


def main():
    program = str(pathlib.Path(os.environ["ACTIVITYSYNC_BINARY"]).resolve())
    mails = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    delayed = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    with tempfile.TemporaryDirectory(prefix="activitysync-outbox-") as folder:
        home = pathlib.Path(folder)
        print(f"a commit that waits for the disk: {measure_commit(home):.2f} ms")
        write_settings(home / "probe.json", home / "probe", 25, 1, 4)
        knows = "Connections" not in subprocess.run([program, "config", "check", "--config", home / "probe.json"],
                                                    capture_output=True, text=True).stderr
        for delay, count in ((0, mails), (DELAY_MS, delayed)):
            for connections in CONNECTIONS if knows else [None]:
                accounts, spent = measure(program, home, count, connections, delay)
                label = f"{connections} connections" if connections else "one connection per mail"
                print(f"{label}, answer after {delay} ms: {accounts}, processor ms per mail {spent:.2f}", flush=True)


main()
