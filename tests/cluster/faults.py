#!/usr/bin/env python3
"""Disturbs nodes or their database during a burst of emails, and counts what was lost and what came twice.

    ACTIVITYSYNC_BINARY=PROGRAM tests/cluster/faults.py [--fault kill|stop|sessions|restart] [--mails N] [--faults N]
        [--nodes N] [--rounds N] [--after-crash again|never] [--seed N]

kill      a random node is killed and starts again
stop      a random node is stopped for longer than its leases last, and goes on
sessions  the server ends all sessions
restart   the server is restarted

No email is lost. A killed or stopped node makes at most one email for each of its connections uncertain: with
Mail:AfterCrash "again" it may come twice, with "never" it is reported as unknown and comes at most once. Faults of the
database double nothing. Prints one line of accounts for each round; the exit code is 1 if one of these is broken.
"""
import argparse
import random
import signal
import time

from cluster import add_mails, cluster, wait_until_sent

CONNECTIONS = 4
LEASE_SECONDS = 30
OPEN = "SELECT count(*) FROM mails WHERE kind = 'digest' AND state IN ('rendered', 'sending')"


def disturb(kind, server, nodes, chance):
    node = chance.choice(nodes)
    if kind == "kill":
        node.stop(signal.SIGKILL)
        node.start()
    elif kind == "stop":
        node.process.send_signal(signal.SIGSTOP)
        time.sleep(LEASE_SECONDS + 5)
        node.process.send_signal(signal.SIGCONT)
    elif kind == "sessions":
        server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'activitysync'")
    else:
        server.stop()
        server.start()


def run_round(options, number):
    chance = random.Random(options.seed + number)
    settings = {"AfterCrash": options.after_crash, "Connections": CONNECTIONS}
    with cluster(options.nodes, options.mails, options.delay, **settings) as (server, sink, nodes):
        add_mails(server)
        for node in nodes:
            node.start()
        nodes[0].wait_ready()
        faults = 0
        while faults < options.faults:
            time.sleep(chance.uniform(0.3, 2.0))
            if not server.count(OPEN):
                break
            disturb(options.fault, server, nodes, chance)
            faults += 1
        wait_until_sent(server, nodes, options.limit)
        received = sink.received()
        states = {state: int(count) for state, count in
                  server.query("SELECT state, count(*) FROM mails WHERE kind = 'digest' GROUP BY state")}
        doubles = sum(count - 1 for count in received.values())
        lost = options.mails - len(received)
        uncertain = server.count("SELECT count(*) FROM mails WHERE kind = 'digest' AND uncertain = 1")
        unknown = states.get("unknown", 0)
        late = sum(node.log.read_text().count("fenced_off") for node in nodes)
    allowed = faults * CONNECTIONS if options.fault in ("kill", "stop") else 0
    print(f"{options.fault}, round {number}: emails {options.mails}, faults {faults}, received {len(received)}, lost {lost}, "
          f"doubles {doubles} of at most {allowed}, marked uncertain {uncertain}, unknown {unknown}, fenced off {late}", flush=True)
    if options.after_crash == "never":
        return doubles <= 0 and lost <= unknown <= allowed
    return lost == 0 and doubles <= min(uncertain, allowed) and unknown == 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fault", choices=["kill", "stop", "sessions", "restart"], default="kill")
    parser.add_argument("--mails", type=int, default=300)
    parser.add_argument("--faults", type=int, default=4)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--delay", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=900)
    parser.add_argument("--after-crash", choices=["again", "never"], default="again")
    options = parser.parse_args()
    if not all([run_round(options, number) for number in range(options.rounds)]):
        raise SystemExit(1)


main()
