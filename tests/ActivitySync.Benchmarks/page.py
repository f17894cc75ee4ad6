#!/usr/bin/env python3
"""Measures the page of a published program: time of requests, sizes, memory with and without the page, in one run.

    tests/ActivitySync.Benchmarks/page.py PROGRAM [REQUESTS]

The program gets 1,000 made-up runs. Each address is requested REQUESTS times (4,000 by default) over one connection
after another, alternating with /health, so that both see the same machine. The ratio is what counts: the time of
/health is that of a request without a page. Needs Linux. Measure on a machine that does nothing else.
"""
import csv
import datetime
import http.client
import json
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time

RUNS = 1000
PATHS = ["/week", "/days", "/season", "/log", "/settings"]


def write_runs(file):
    """An export's list of runs up to today, four in three days."""
    with open(file, "w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Activity ID", "Activity Date", "Activity Name", "Activity Type", "Elapsed Time", "Distance", "Filename"])
        now = datetime.datetime.now(datetime.timezone.utc).replace(hour=6, minute=0, second=0)
        for number in range(RUNS):
            start = now - datetime.timedelta(days=1 + number * 0.75)
            minutes = [35, 45, 55, 60, 75, 120][number % 6]
            rows.writerow([7_000_000 + number, start.strftime("%b %d, %Y, %I:%M:%S %p"), "Morning Run", "Run",
                           minutes * 60, f"{minutes / 5.9:.2f}", ""])


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def resident(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1]) / 1024


class Site:
    def __init__(self, program, home, has_page):
        self.port = free_port()
        self.program, self.config = program, home / f"page-{has_page}.json"
        self.config.write_text(json.dumps({
            "ActivitySync": {"DataDirectory": str(home / "data"), "Listen": f"http://127.0.0.1:{self.port}"},
            "Mail": {"From": "sync@example.org", "PickupDirectory": str(home)},
            "Page": {"Enabled": has_page},
            "Athletes": [{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Europe/Berlin"}]}))

    def run(self, *arguments):
        return subprocess.run([self.program, *arguments, "--config", self.config], check=True, text=True, capture_output=True).stdout

    def __enter__(self):
        self.process = subprocess.Popen([self.program, "run", "--config", self.config], stdout=subprocess.PIPE, text=True,
                                        stderr=subprocess.STDOUT)
        for line in self.process.stdout:
            if " ready " in line:
                break
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.communicate()

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def sign_in(self):
        link = "/signin/" + self.run("page", "link").strip().rsplit("/", 1)[1]
        connection = self.connect()
        connection.request("GET", link)
        html = connection.getresponse().read().decode()
        token = re.search(r'name="token" value="([^"]*)"', html)[1]
        connection.request("POST", link, f"token={token}", {
            "Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"})
        answer = connection.getresponse()
        answer.read()
        return answer.headers["Set-Cookie"].split(";")[0]


def request(connection, path, cookie):
    started = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit(f"{path}: {answer.status}")
    return (time.perf_counter() - started) * 1000, len(body)


def alternate(connection, path, cookie, count):
    """Milliseconds of 'count' requests of a page, and of /health in between; bytes of the page."""
    pages, healths, size = [], [], 0
    for _ in range(count):
        took, size = request(connection, path, cookie)
        pages.append(took)
        healths.append(request(connection, "/health", cookie)[0])
    return pages, healths, size


def main():
    program, requests = str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 4000
    with tempfile.TemporaryDirectory(prefix="activitysync-") as folder:
        home = pathlib.Path(folder)
        write_runs(home / "activities.csv")
        Site(program, home, True).run("import", str(home / "activities.csv"))
        with Site(program, home, False) as plain:
            connection = plain.connect()
            for _ in range(200):
                request(connection, "/health", "")
            print(f"memory without the page: {resident(plain.process.pid):.1f} MB after 200 requests of /health")
        with Site(program, home, True) as site:
            connection = site.connect()
            for _ in range(200):
                request(connection, "/health", "")
            print(f"memory with the page, not used: {resident(site.process.pid):.1f} MB")
            cookie = site.sign_in()
            for path in PATHS:
                count = requests if path == "/week" else max(50, requests // 20)
                request(connection, path, cookie)
                first = resident(site.process.pid)
                pages, healths, size = alternate(connection, path, cookie, count)
                page, health = statistics.median(pages), statistics.median(healths)
                print(f"{path}: {count} requests, median {page:.2f} ms, 99 % {sorted(pages)[int(count * .99)]:.2f} ms, "
                      f"{page / health:.1f} times /health ({health:.2f} ms), {size} bytes, "
                      f"memory {first:.1f} to {resident(site.process.pid):.1f} MB")


if __name__ == "__main__":
    main()
