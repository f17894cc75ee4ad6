#!/usr/bin/env python3
"""Disturbs nodes or their database during a burst of emails, and counts what was lost and what came twice.

    ACTIVITYSYNC_BINARY=PROGRAM tests/cluster/faults.py [--fault kill|stop|sessions|restart|database|mail] [--mails N]
        [--faults N] [--nodes N] [--rounds N] [--after-crash again|never] [--cut] [--seconds S] [--seed N]

kill      a random node is killed and starts again
stop      a random node is stopped for longer than its leases last, and goes on
sessions  the server ends all sessions
restart   the server is restarted
database  the network between a random node and the database fails for --seconds, longer than leases last
mail      the same with the mail server; connections survive that, or with --cut they end. What could not be handed over
          meanwhile is tried again after five minutes

No email is lost. A node that is killed, stopped or separated makes at most one email for each of its connections
uncertain: with Mail:AfterCrash "again" it may come twice, with "never" it is reported as unknown and comes at most
once. Faults of the database itself double nothing. Prints one line of accounts for each round; the exit code is 1 if
one of these is broken.
"""
import argparse
import random
import signal
import time

from cluster import add_mails, cluster, count_received, wait_until_sent

CONNECTIONS = 4
LEASE_SECONDS = 30
OPEN = "SELECT count(*) FROM mails WHERE kind = 'digest' AND state IN ('rendered', 'sending')"


def disturb(options, server, nodes, chance):
    node = chance.choice(nodes)
    if options.fault == "kill":
        node.restart(signal.SIGKILL, is_awaited=False)
    elif options.fault == "stop":
        node.process.send_signal(signal.SIGSTOP)
        time.sleep(LEASE_SECONDS + 5)
        node.process.send_signal(signal.SIGCONT)
    elif options.fault == "sessions":
        server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'activitysync'")
    elif options.fault == "restart":
        server.stop()
        server.start()
    else:
        node.relays[options.fault].interrupt()
        time.sleep(options.seconds)
        node.relays[options.fault].resume(options.cut)


def run_round(options, number):
    chance = random.Random(options.seed + number)
    settings = {"AfterCrash": options.after_crash, "Connections": CONNECTIONS}
    is_network = options.fault in ("database", "mail")
    with cluster(options.nodes, options.mails, options.delay, relayed=is_network, **settings) as (server, sink, nodes):
        add_mails(server)
        started = time.monotonic()
        for node in nodes:
            node.start()
        nodes[0].wait_ready()
        faults = 0
        while faults < options.faults:
            time.sleep(chance.uniform(*options.pause))
            if not server.count(OPEN):
                break
            disturb(options, server, nodes, chance)
            faults += 1
        wait_until_sent(server, nodes, options.limit)
        elapsed = time.monotonic() - started
        counts = count_received(server, sink, options.mails)
        late = sum(node.log.read_text().count("fenced_off") for node in nodes)
    allowed = faults * CONNECTIONS if options.fault in ("kill", "stop", "database", "mail") else 0
    print(f"{options.fault}, {options.after_crash}, seed {options.seed + number}: emails {options.mails}, faults {faults}, "
          + ", ".join(f"{name} {count}" for name, count in counts.items())
          + f", doubles allowed {allowed}, fenced off {late}, seconds {elapsed:.0f}", flush=True)
    if options.after_crash == "never":
        return counts["doubles"] == 0 and counts["lost"] <= counts["unknown"] <= allowed
    return counts["lost"] == 0 and counts["doubles"] <= min(counts["marked uncertain"], allowed) and not counts["unknown"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--fault", choices=["kill", "stop", "sessions", "restart", "database", "mail"], default="kill")
    parser.add_argument("--mails", type=int, default=300)
    parser.add_argument("--faults", type=int, default=4)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--delay", type=int, default=20)
    parser.add_argument("--pause", type=float, nargs=2, default=[0.3, 2.0], metavar="S", help="bounds of the time between faults")
    parser.add_argument("--seconds", type=int, default=LEASE_SECONDS + 15)
    parser.add_argument("--cut", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=900)
    parser.add_argument("--after-crash", choices=["again", "never"], default="again")
    options = parser.parse_args()
    if not all([run_round(options, number) for number in range(options.rounds)]):
        raise SystemExit(1)


main()
