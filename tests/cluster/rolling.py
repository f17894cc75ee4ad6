#!/usr/bin/env python3
"""Upgrades the nodes one by one during a burst of emails.

    ACTIVITYSYNC_BINARY=PROGRAM tests/cluster/rolling.py [--newer PROGRAM] [--mails N] [--nodes N] [--rounds N] [--delay MS]

A newer program has added a table and a column to the database, and the old one doesn't know it: so each node is
restarted --rounds times, and must go on. With --newer, the nodes start with that program the last time. No email is
lost, none comes twice. A change that is not an addition is refused. Prints one line of accounts; the exit code is 1 if
one of these is broken.
"""
import argparse
import pathlib
import time

from cluster import add_mails, cluster, count_received, wait_until_sent

OPEN = "SELECT count(*) FROM mails WHERE kind = 'digest' AND state IN ('rendered', 'sending')"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--newer")
    parser.add_argument("--mails", type=int, default=200)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--delay", type=int, default=50)
    options = parser.parse_args()
    with cluster(options.nodes, options.mails, options.delay, Connections=4) as (server, sink, nodes):
        for node in nodes:
            node.start()
        for node in nodes:
            node.wait_ready()
        server.query("""
            ALTER TABLE mails ADD COLUMN remark text;
            CREATE TABLE remarks (id bigint PRIMARY KEY, athlete_id bigint NOT NULL REFERENCES athletes (id), text text);
            INSERT INTO migrations (number, name, applied_at) VALUES (9000, '9000_add_remarks', 0);
            """)
        add_mails(server)
        restarts = during = 0
        for number in range(options.rounds):
            for node in nodes:
                time.sleep(0.3)
                during += server.count(OPEN) > 0
                if options.newer and number == options.rounds - 1:
                    node.program = str(pathlib.Path(options.newer).resolve())
                node.restart()
                restarts += 1
        wait_until_sent(server, nodes, 300)
        counts = count_received(server, sink, options.mails)
        server.query("INSERT INTO migrations (number, name, applied_at) VALUES (9001, '9001_other_states', 0)")
        code, _, error = nodes[0].run("athlete", "list")
        is_refused = code == 1 and "newer activitysync" in error and len(error.splitlines()) == 1
    print(f"rolling upgrade: emails {options.mails}, restarts {restarts}, of those during the burst {during}, "
          + ", ".join(f"{name} {count}" for name, count in counts.items())
          + f", a change that is no addition refused {is_refused}", flush=True)
    raise SystemExit(0 if counts["lost"] == counts["doubles"] == 0 and during > 0 and is_refused else 1)


main()
