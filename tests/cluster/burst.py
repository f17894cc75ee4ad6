#!/usr/bin/env python3
"""Sends a burst of emails with 1, 2 and 4 nodes to a mail server that answers after 100 ms.

    ACTIVITYSYNC_BINARY=PROGRAM tests/cluster/burst.py [--mails N] [--delay MS] [--nodes 1,2,4] [--connections N] [--planned]

Prints one line of accounts for each number of nodes: emails per second from the first to the last that the server got,
the factor over one node, and the processor time of all nodes for an email. With --planned the emails are rendered, too. Measure on a machine that does nothing else.
"""
import argparse
import re
import time

from cluster import add_mails, cluster, wait_until_sent


def measure(options, size):
    with cluster(size, options.mails, options.delay, Connections=options.connections) as (server, sink, nodes):
        for node in nodes:
            node.start()
        for node in nodes:
            node.wait_ready()
        before = sum(node.processor_seconds() for node in nodes)
        add_mails(server, options.planned)
        deadline = time.monotonic() + 1800
        while len(sink.received()) < options.mails and time.monotonic() < deadline:
            time.sleep(0.2)
        spent = sum(node.processor_seconds() for node in nodes) - before
        wait_until_sent(server, nodes, 60)
        doubles = sum(count - 1 for count in sink.received().values())
        accounts = sink.close()
        seconds = float(re.search(r"seconds ([0-9.]+)", accounts)[1])
        return (options.mails - 1) / seconds, spent / options.mails * 1000, doubles, accounts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mails", type=int, default=1000)
    parser.add_argument("--delay", type=int, default=100)
    parser.add_argument("--nodes", default="1,2,4")
    parser.add_argument("--connections", type=int, default=2)
    parser.add_argument("--planned", action="store_true")
    options = parser.parse_args()
    alone = None
    for size in map(int, options.nodes.split(",")):
        rate, spent, doubles, accounts = measure(options, size)
        alone = alone or rate
        print(f"{size} nodes: {rate:.1f} emails/s, factor {rate / alone:.2f}, processor ms per email {spent:.1f}, doubles {doubles}; {accounts}",
              flush=True)


main()
