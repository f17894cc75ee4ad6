#!/usr/bin/env python3
"""A mail server that accepts every mail, drops it, and counts.

    tests/cluster/smtp_sink.py [--port PORT] [--delay MS] [--close-after MAILS] [--ids FILE]

--port         the port on 127.0.0.1; 0 (the default) takes a free one. The first line that is printed is "port PORT".
--delay        milliseconds before the answer to the final dot of each mail
--close-after  answers 421 to the next MAIL of a connection after this many mails, and closes it
--ids          writes the Message-ID of each accepted mail to this file, one a line

SIGTERM or SIGINT ends it with one line of accounts. SIGUSR1 prints that line and goes on. Mails per second are counted
from the first mail to the last.
"""
import argparse
import asyncio
import collections
import re
import signal
import time

MAX_LINE = MAX_READ = 64 * 1024
MAX_MESSAGE = 64 * 1024 * 1024
MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Sink:
    def __init__(self, options):
        self.delay, self.close_after = options.delay / 1000, options.close_after
        self.ids_file = open(options.ids, "a", buffering=1) if options.ids else None
        self.ids = collections.Counter()
        self.connections = self.open = self.most_open = self.mails = self.refused = 0
        self.first = self.last = 0.0

    async def converse(self, reader, writer):
        self.connections += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            await self.answer_commands(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            self.open -= 1
            writer.close()

    async def answer_commands(self, reader, writer):
        writer.write(b"220 sink\r\n")
        mails = 0
        while line := await reader.readline():
            command = line[:4].upper()
            if command == b"EHLO":
                writer.write(b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n")
            elif command == b"MAIL" and self.close_after and mails >= self.close_after:
                self.refused += 1
                writer.write(b"421 4.3.2 enough on this connection\r\n")
                await writer.drain()
                return
            elif command == b"DATA":
                writer.write(b"354 go on\r\n")
                await self.read_message(reader)
                mails += 1
                if self.delay:
                    await asyncio.sleep(self.delay)
                writer.write(b"250 2.0.0 dropped\r\n")
            elif command == b"QUIT":
                writer.write(b"221 bye\r\n")
                await writer.drain()
                return
            else:
                writer.write(b"250 ok\r\n")

    async def read_message(self, reader):
        """Counts the message once its final dot has come: from then on it would be delivered."""
        message = bytearray()
        while not message.endswith(b"\r\n.\r\n"):
            chunk = await reader.read(MAX_READ)
            if not chunk or len(message) > MAX_MESSAGE:
                raise ConnectionError("the message is not complete")
            message += chunk
        found = MESSAGE_ID.search(message)
        message_id = found[1].decode("ascii", "replace") if found else None
        self.mails += 1
        self.ids[message_id] += 1
        self.last = time.monotonic()
        self.first = self.first or self.last
        if self.ids_file:
            print(message_id, file=self.ids_file)

    def print_accounts(self):
        duplicates = sum(count - 1 for count in self.ids.values())
        seconds = self.last - self.first
        rate = f"{(self.mails - 1) / seconds:.0f}" if self.mails > 1 and seconds > 0 else "-"
        print(f"connections {self.connections}, open at once {self.most_open}, mails {self.mails}, "
              f"duplicates {duplicates}, answered 421 {self.refused}, seconds {seconds:.2f}, mails per second {rate}",
              flush=True)


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay", type=float, default=0, metavar="MS")
    parser.add_argument("--close-after", type=int, default=0, metavar="MAILS")
    parser.add_argument("--ids", metavar="FILE")
    sink = Sink(parser.parse_args())
    server = await asyncio.start_server(sink.converse, "127.0.0.1", parser.parse_args().port, limit=MAX_LINE)
    print("port", server.sockets[0].getsockname()[1], flush=True)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    loop.add_signal_handler(signal.SIGUSR1, sink.print_accounts)
    await ended.wait()
    sink.print_accounts()


asyncio.run(main())
