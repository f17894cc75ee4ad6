"""Runs a program on a pseudo-terminal, answers its questions, and presses Ctrl-C at one of them.

Prints a JSON object: what the screen showed, the exit code, and whether the terminal still echoes at the end.
A question is a line without an end that ends in ": ".
"""

import argparse
import json
import os
import pty
import select
import struct
import sys
import termios
import time
import fcntl

TIMEOUT_SECONDS = 60


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--answer", action="append", default=[])
    parser.add_argument("--interrupt-at", help="part of the question at which Ctrl-C is pressed")
    parser.add_argument("--columns", type=int, default=80)
    parser.add_argument("program", nargs="+")
    arguments = parser.parse_args()
    process, terminal = pty.fork()
    if process == 0:
        environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR")}
        os.execve(arguments.program[0], arguments.program, {**environment, "TERM": "xterm"})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, arguments.columns, 0, 0))
    screen, exit_code = converse(process, terminal, arguments)
    # The settings of the terminal outlive the program.
    echoes = bool(termios.tcgetattr(terminal)[3] & termios.ECHO)
    print(json.dumps({"screen": screen, "exit": exit_code, "echo": echoes}))


def converse(process, terminal, arguments):
    screen, asked_at = "", 0
    answers = list(arguments.answer)
    end = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                part = os.read(terminal, 4096)
            except OSError:  # the program has ended
                part = b""
            if not part:
                return screen, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            screen += part.decode(errors="replace")
            continue
        line = screen[asked_at:].split("\n")[-1]
        question = line.replace("\x1b[0m", "")
        if not question.endswith(": "):
            continue
        asked_at = len(screen)
        if arguments.interrupt_at and arguments.interrupt_at in question:
            os.write(terminal, b"\x03")
        elif answers:
            os.write(terminal, answers.pop(0).encode() + b"\n")
        else:
            os.write(terminal, b"\x04")
    os.kill(process, 9)
    sys.exit(f"no end within {TIMEOUT_SECONDS} s: {screen}")


main()
