#!/usr/bin/env python3
"""Runs nodes with wrong clocks, each alone and then together with one whose clock is right.

    ACTIVITYSYNC_BINARY=PROGRAM tests/cluster/clocks.py [--mails N] [--seconds S] [--sign +|-]

A node that is 2 s off sends emails and runs no jobs for all nodes. One that is 40 s off takes no work for --seconds,
and says so in its log and in 'nodes'. With the right clock there, all emails are sent, once. Needs Debian's
libfaketime. Prints one line of accounts; the exit code is 1 if one of these is broken.
"""
import argparse
import pathlib
import sys
import time

from cluster import add_mails, cluster, count_received, wait_until_sent

JOBS = "SELECT coalesce(sum(fence), 0) FROM leases WHERE work LIKE 'job-%'"
WORK = "SELECT coalesce(sum(fence), 0) FROM leases"
SENT = "SELECT count(*) FROM mails WHERE kind = 'digest' AND state = 'sent'"


def set_clock(offset):
    libraries = sorted(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    if not libraries:
        sys.exit("libfaketime is missing. Install libfaketime.")
    return {"LD_PRELOAD": str(libraries[0]), "FAKETIME": offset, "DONT_FAKE_MONOTONIC": "1", "FAKETIME_FORCE_MONOTONIC_FIX": "0"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mails", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--sign", choices=["+", "-"], default="+")
    options = parser.parse_args()
    environments = {1: set_clock(f"{options.sign}2s"), 2: set_clock(f"{options.sign}40s")}
    with cluster(3, options.mails, environments=environments, DailyLimit=10) as (server, sink, (right, differs, wrong)):
        jobs = server.count(JOBS)
        add_mails(server)
        differs.start()
        differs.wait_ready()
        wait_until_sent(server, [differs], 60)
        time.sleep(options.seconds)
        sent, jobs_begun = server.count(SENT), server.count(JOBS) - jobs
        differs.stop()

        add_mails(server, week="2020-W02")
        work = server.count(WORK)
        wrong.start()
        wrong.wait_ready()
        time.sleep(options.seconds)
        sent_with_wrong, work_begun = server.count(SENT) - sent, server.count(WORK) - work
        says = "this node takes no work" in wrong.log.read_text()
        code, listed, _ = right.run("nodes")
        listed = code == 1 and "takes no work" in listed

        differs.start()
        right.start()
        wait_until_sent(server, [right], 60)
        jobs_of_right = server.count(JOBS) - jobs
        counts = count_received(server, sink, 2 * options.mails)
    print(f"clocks {options.sign}: 2 s off: emails {sent} of {options.mails}, jobs for all {jobs_begun}; "
          f"40 s off: emails {sent_with_wrong}, leases {work_begun}, in its log {says}, in 'nodes' {listed}; "
          f"all three: " + ", ".join(f"{name} {count}" for name, count in counts.items()) + f", jobs for all {jobs_of_right}",
          flush=True)
    is_right = (sent == options.mails and jobs_begun == 0 and sent_with_wrong == work_begun == 0 and says and listed
                and counts["lost"] == counts["doubles"] == 0 and jobs_of_right > 0)
    raise SystemExit(0 if is_right else 1)


main()
