#!/usr/bin/env python3
"""Lets nodes sync more athletes than the rate limit of their service allows, and counts the calls that it refused.

    ACTIVITYSYNC_BINARY=PROGRAM tests/cluster/limits.py [--athletes N] [--nodes N] [--seconds S]

The service is the stand-in of tests/strava-sim with Strava's usual limit, 100 calls in 15 minutes for all athletes
together. The nodes make no call that it would have to refuse; the athletes who are left wait for the next quarter of an
hour. Prints one line of accounts; the exit code is 1 if a call was refused, or if the limit was not reached.
"""
import argparse
import time

from cluster import cluster
from strava import connect_all, create_spec, start_service, strava_sim

LIMITS = {"overall": [200, 2000], "read": [100, 1000]}
SCHEDULE = "0/20 * * * * ?"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--athletes", type=int, default=60)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=120)
    options = parser.parse_args()
    while 900 - time.time() % 900 < options.seconds + 60:
        time.sleep(1)  # all in one quarter of an hour
    world = strava_sim.World(create_spec(options.athletes, LIMITS))
    sections = start_service(world, strava_sim.Handler, SCHEDULE)
    with cluster(options.nodes, options.athletes, sections=sections, athlete=lambda _: {"Sources": {"Strava": True}}
                 ) as (server, sink, nodes):
        connect_all(nodes[0], options.athletes)
        for node in nodes:
            node.start()
        for node in nodes:
            node.wait_ready()
        time.sleep(options.seconds)
        waiting = server.count("SELECT count(*) FROM syncs WHERE retry_at IS NOT NULL")
    used, refused = world.usage["read"]["q"], world.stats["rateLimited"]
    print(f"limits: athletes {options.athletes}, nodes {options.nodes}, calls {used} of {LIMITS['read'][0]} allowed, "
          f"refused {refused}, athletes who wait {waiting}", flush=True)
    raise SystemExit(0 if refused == 0 and used >= 0.8 * LIMITS["read"][0] and waiting > 0 else 1)


main()
