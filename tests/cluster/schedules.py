#!/usr/bin/env python3
"""Restarts and kills nodes while schedules fire, and counts what was done twice or left out.

    ACTIVITYSYNC_BINARY=PROGRAM tests/cluster/schedules.py [--athletes N] [--nodes N] [--minutes N] [--restarts N]
        [--kills N] [--seed N]

Every athlete has one sync a minute from a stand-in for intervals.icu, one digest, whose slot is in the second minute, one
notification about it, and the cluster has one heartbeat a day. A restart repeats nothing, and a kill at most what the
node was doing. Each of them may leave one athlete's sync to the next minute. One node at a time is restarted. Prints one
line of accounts; the exit code is 1 if one of these is broken.
"""
import argparse
import base64
import collections
import random
import signal
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cluster import cluster, count_received

MINUTE = 60


class Counter(BaseHTTPRequestHandler):
    """The services that the nodes call; counts the calls."""

    protocol_version = "HTTP/1.1"
    calls = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/heartbeat":
            self.calls["heartbeat"].append(time.time())
        elif path.endswith("/activities"):
            self.calls[self.find_athlete()].append(time.time())
        owner = {"id": f"i{self.find_athlete()}", "name": "Athlete", "timezone": "UTC"}
        self.reply(b"[]" if path.count("/") > 4 else str(owner).replace("'", '"').encode())

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.calls["notifications"].append(time.time())
        self.reply(b"{}")

    def find_athlete(self):
        given = (self.headers.get("Authorization") or "").removeprefix("Basic ")
        return base64.b64decode(given).decode().partition(":")[2]

    def reply(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # the node was killed


def wait_until(moment):
    time.sleep(max(0, moment - time.time()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--athletes", type=int, default=20)
    parser.add_argument("--nodes", type=int, default=3)
    parser.add_argument("--minutes", type=int, default=2)
    parser.add_argument("--restarts", type=int, default=3)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    calls = collections.defaultdict(list)
    service = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Counter,), {"calls": calls}))
    service.daemon_threads = True
    threading.Thread(target=service.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{service.server_port}"
    # The minutes that are counted begin when the nodes have long been ready.
    first = (int(time.time()) + 25) // MINUTE * MINUTE + MINUTE
    slot = time.gmtime(first + MINUTE)
    sections = {"Intervals": {"ApiUrl": f"{address}/api/v1", "SyncSchedule": "0 * * * * ?"},
                "Notify": {"Url": f"{address}/notify"}, "ActivitySync": {"HeartbeatUrl": f"{address}/heartbeat"}}

    def athlete(number):
        return {"Sources": {"Intervals": True}, "IntervalsApiKey": f"key{number}",
                "Digest": {"Day": time.strftime("%A", slot), "Time": time.strftime("%H:%M", slot)}}

    with cluster(options.nodes, options.athletes, sections=sections, athlete=athlete) as (server, sink, nodes):
        for node in nodes:
            node.start()
        for node in nodes:
            node.wait_ready()
        wait_until(first - 5)
        end = first + options.minutes * MINUTE
        # Most at the beginning of a minute, when the schedules fire.
        faults = sorted((first + chance.randrange(options.minutes) * MINUTE + chance.choice([0, 0.2, 0.5, 1, 2, 30]), number)
                        for number in range(options.restarts + options.kills))
        for moment, number in faults:
            wait_until(moment)
            is_kill = number >= options.restarts
            chance.choice(nodes).restart(signal.SIGKILL if is_kill else signal.SIGTERM)
        wait_until(end - 1)
        syncs = {f"key{number}": [int((moment - first) // MINUTE) for moment in calls[f"key{number}"] if moment >= first]
                 for number in range(options.athletes)}
        repeated = sum(len(minutes) - len(set(minutes)) for minutes in syncs.values())
        left_out = sum(options.minutes - len(set(minutes)) for minutes in syncs.values())
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline and (
                server.count("SELECT count(*) FROM mails WHERE kind = 'digest' AND state = 'sent'") < options.athletes
                or len(calls["notifications"]) < options.athletes or not calls["heartbeat"]):
            time.sleep(0.5)
        counts = count_received(server, sink, options.athletes)
        notifications, heartbeats = len(calls["notifications"]), len(calls["heartbeat"])
    print(f"schedules, seed {options.seed}: athletes {options.athletes}, nodes {options.nodes}, minutes {options.minutes}, "
          f"restarts {options.restarts}, kills {options.kills}; syncs {sum(map(len, syncs.values()))}, repeated {repeated}, "
          f"left out {left_out}; digests {counts['received']}, lost {counts['lost']}, doubles {counts['doubles']}; "
          f"notifications {notifications} of {options.athletes}, heartbeats {heartbeats} of 1", flush=True)
    kills = options.kills
    is_right = (repeated <= kills and left_out <= kills + options.restarts and counts["lost"] == 0 and counts["doubles"] <= kills
                and options.athletes <= notifications <= options.athletes + kills and 1 <= heartbeats <= 1 + kills)
    raise SystemExit(0 if is_right else 1)


main()
