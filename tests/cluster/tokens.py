#!/usr/bin/env python3
"""Kills nodes while they renew tokens that the service replaces, and counts renewals and lost authorizations.

    ACTIVITYSYNC_BINARY=PROGRAM tests/cluster/tokens.py [--athletes N] [--nodes N] [--kills N] [--after N] [--seed N]

The service is the stand-in of tests/strava-sim, whose tokens expire so soon that each sync renews them, and which
accepts a refresh token once. --kills nodes are killed after they asked for new tokens and before the service acted on
it: no authorization is lost. --after nodes are killed after it acted: their answer is lost, and no client can get it
again; each of these is reported as lost. A token is renewed at most once for each expiry. Prints one line of
accounts; the exit code is 1 if one of these is broken.
"""
import argparse
import os
import pathlib
import random
import select
import signal
import time

from cluster import cluster
from strava import connect_all, create_spec, start_service, strava_sim

MARGIN_SECONDS = 30 * 60
"""The daemon renews a token this long before it expires."""

LIFE_SECONDS = 25
"""Until the daemon renews a token. It syncs an athlete every 40 s: at each second time of the schedule, since a node
leaves out an athlete whom another has synced within 30 s."""

ROUND_SECONDS = 40
SCHEDULE = "0/20 * * * * ?"


class World(strava_sim.World):
    """A service whose tokens expire soon, which notes each renewal and ends a node in the middle of one."""

    def __init__(self, spec):
        super().__init__(spec)
        self.renewals = {}
        self.kill = None
        self.wanted, self.killed = [], {"before": [], "after": []}

    def issue(self, athlete_id, scope, refresh=None):
        answer = super().issue(athlete_id, scope, refresh)
        expires = self.now() + strava_sim.dt.timedelta(seconds=MARGIN_SECONDS + LIFE_SECONDS)
        self.access[answer["access_token"]][1] = expires
        self.renewals.setdefault(athlete_id, []).append(time.monotonic())
        return {**answer, "expires_at": int(expires.timestamp()), "expires_in": MARGIN_SECONDS + LIFE_SECONDS}


class Handler(strava_sim.Handler):
    def do_POST(self):
        self.form = None
        super().do_POST()

    def body(self):
        self.form = self.form or super().body()
        return self.form

    def token(self):
        renewed = self.world.refresh.get(self.body().get("refresh_token"))
        moment = self.world.wanted.pop() if renewed and self.world.wanted else None
        if moment == "before":
            self.end_client(moment, renewed[0])
            self.cut()
            return
        self.moment, self.renewed = moment, renewed
        super().token()

    def answer(self, status, *arguments, **named):
        if status == 200 and getattr(self, "moment", None):
            self.end_client(self.moment, self.renewed[0])
            self.moment = None
        super().answer(status, *arguments, **named)

    def end_client(self, moment, athlete):
        """Kills the node that waits for this answer, and waits until its connection ends."""
        if self.world.kill(self.client_address[1]):
            select.select([self.connection], [], [], 5)
            self.world.killed[moment].append(athlete)


def find_owner(nodes, port):
    """The node whose connection has this port."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in pathlib.Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if int(fields[1].rsplit(":", 1)[1], 16) == port:
                inodes.add(f"socket:[{fields[9]}]")
    for node in nodes:
        folder = pathlib.Path(f"/proc/{node.process.pid}/fd")
        for file in list(folder.iterdir()) if folder.exists() else []:
            try:
                if os.readlink(file) in inodes:
                    return node
            except OSError:
                pass
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--athletes", type=int, default=12)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--after", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    world = World(create_spec(options.athletes, {"overall": [10**6, 10**7], "read": [10**6, 10**7]}))
    sections = start_service(world, Handler, SCHEDULE)
    dead = []

    def kill(port):
        node = find_owner(nodes, port)
        if node:
            node.process.send_signal(signal.SIGKILL)
            dead.append(node)
        return node

    world.kill = kill
    with cluster(options.nodes, options.athletes, sections=sections, athlete=lambda _: {"Sources": {"Strava": True}}
                 ) as (server, sink, nodes):
        connect_all(nodes[0], options.athletes)
        started = time.monotonic()
        for node in nodes:
            node.start()
        for node in nodes:
            node.wait_ready()
        moments = ["before"] * options.kills + ["after"] * options.after
        chance.shuffle(moments)
        for moment in moments:
            time.sleep(chance.uniform(1, ROUND_SECONDS / 2))
            world.wanted.append(moment)
            deadline = time.monotonic() + 3 * ROUND_SECONDS
            while not dead and time.monotonic() < deadline:
                time.sleep(0.05)
            while dead:
                node = dead.pop()
                node.stop()
                node.start()
        world.wanted.clear()
        seconds = time.monotonic() - started
        done_at = int(time.time())
        pending = (f"SELECT count(*) FROM tokens t LEFT JOIN syncs s ON s.athlete_id = t.athlete_id "
                   f"WHERE t.dead_reason IS NULL AND coalesce(s.succeeded_at, 0) < {done_at}")
        deadline = time.monotonic() + 5 * ROUND_SECONDS
        while server.count(pending) and time.monotonic() < deadline:
            time.sleep(0.5)
        unsynced = server.count(pending)
        lost = server.count("SELECT count(*) FROM tokens WHERE dead_reason IS NOT NULL")
        early = sum(later - earlier < LIFE_SECONDS - 1 for times in world.renewals.values()
                    for earlier, later in zip(times, times[1:]))
        renewals = sum(len(times) - 1 for times in world.renewals.values())
        reused = sum("refresh token was used" in text for text in world.stats["violations"])
        others = len(world.stats["violations"]) - reused
    before, after = len(world.killed["before"]), len(world.killed["after"])
    print(f"tokens, seed {options.seed}: athletes {options.athletes}, nodes {options.nodes}, seconds {seconds:.0f}, "
          f"kills before the service acted {before}, after it acted {after}; renewals {renewals}, "
          f"before the expiry {early}, with a replaced token {reused}, other objections {others}; "
          f"authorizations lost {lost} of at most {after}, athletes not synced since {unsynced}", flush=True)
    is_right = (before == options.kills and after == options.after and early == others == unsynced == 0
                and lost <= after and reused <= 2 * after)
    raise SystemExit(0 if is_right else 1)


main()
