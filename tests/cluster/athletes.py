#!/usr/bin/env python3
"""Measures a node with many athletes in a PostgreSQL database.

    ACTIVITYSYNC_BINARY=PROGRAM tests/cluster/athletes.py [--athletes N] [--weeks N]

The athletes are in the database's roster, each with the emails of --weeks weeks. Prints one line with the seconds of the
import, from the start until ready (the first start, and the best of three later ones), and of 'health', 'status',
'config check' and 'nodes' (the best of three). Measure on a machine that does nothing else.
"""
import argparse
import tempfile
import time

from cluster import Node, Server, Sink, add_athletes, program

ROUNDS = 3


def measure(action):
    started = time.monotonic()
    result = action()
    return time.monotonic() - started, result


def start(node):
    def begin():
        node.start()
        node.wait_ready()

    node.log.write_text("")
    seconds, _ = measure(begin)
    return seconds


def restart(node):
    node.stop()
    return start(node)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--athletes", type=int, default=10_000)
    parser.add_argument("--weeks", type=int, default=52)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="activitysync-cluster-") as home:
        server, sink = Server(home), Sink(home)
        # Wakes once a minute, as usual: a pass over all of them each second would be measured with each command.
        node = Node(home, "node", program(), server, sink, sections={"ActivitySync": {"WakeSeconds": 60}})
        try:
            imported, _ = measure(lambda: add_athletes(node, options.athletes))
            first = start(node)
            fill(server, options.weeks)
            ready = min(restart(node) for _ in range(ROUNDS))
            parts, codes = [], []
            for command in (["health"], ["status"], ["config", "check"], ["nodes"]):
                runs = [measure(lambda: node.run(*command)) for _ in range(ROUNDS)]
                parts.append(f"'{' '.join(command)}' {min(seconds for seconds, _ in runs):.2f}")
                codes.append(runs[0][1][0])
            memory = read_memory(node)
            mails = server.count("SELECT count(*) FROM mails")
        finally:
            node.stop()
            sink.process.kill()
            server.stop()
    print(f"{options.athletes} athletes, {mails} emails, PostgreSQL, seconds: import {imported:.2f}, "
          f"ready on the first start {first:.2f}, later {ready:.2f}, {', '.join(parts)}; exit codes {codes}; resident MB {memory:.0f}",
          flush=True)


def fill(server, weeks):
    server.query(f"""
        INSERT INTO mails (athlete_id, kind, period, state, due_at, attempts, uncertain, quotes_strava, changed_at)
        SELECT a.id, 'digest', (2020 + w / 52) || '-W' || lpad(CAST(w % 52 + 1 AS text), 2, '0'), 'sent',
            {int(time.time())} - ({weeks} - w) * 604800, 1, 0, 0, {int(time.time())} - ({weeks} - w) * 604800
        FROM athletes a CROSS JOIN generate_series(0, {weeks - 1}) AS w;
        ANALYZE;
        """)


def read_memory(node):
    with open(f"/proc/{node.process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


main()
