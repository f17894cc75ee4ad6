#!/usr/bin/env python3
"""Which functions of the program run in an ordinary week, in the order of their first call.

    tests/ActivitySync.Benchmarks/order.py PROGRAM > src/ActivitySync/functions.order

The compiler lays these side by side, so that the daemon's memory holds them and not the nine tenths of the code that lay between them:
10 MB less. Names that are no longer there do no harm; measure again when figures.py shows that the daemon has grown.

PROGRAM is a published 'activitysync' with 'activitysync.dbg' beside it. What is followed is a daemon from its start through a Sunday
evening with a digest, a preview and an import, with figures.py's made-up runs; a service and a mail server are not. Needs Linux on x64,
binutils and Debian's libfaketime.
"""
import ctypes
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

import figures

TRACEME, CONT, GETREGS, SETREGS, SETOPTIONS = 0, 7, 12, 13, 0x4200
TRACECLONE, EXITKILL = 0x8, 0x100000
WALL = 0x40000000  # threads too
REGISTERS, RIP = 27, 16  # struct user_regs_struct
BREAKPOINT = b"\xcc"

ptrace = ctypes.CDLL(None, use_errno=True).ptrace
ptrace.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]


def functions(program):
    """Address and name of each function that was compiled from C#."""
    sections = subprocess.run(["readelf", "-SW", f"{program}.dbg"], capture_output=True, text=True, check=True).stdout
    begin, _, size = next(line.split("__managedcode")[1].split()[1:4] for line in sections.splitlines() if "__managedcode" in line)
    managed = range(int(begin, 16), int(begin, 16) + int(size, 16))
    names = {}
    for line in subprocess.run(["nm", "--defined-only", "--format=posix", f"{program}.dbg"], capture_output=True, text=True, check=True).stdout.splitlines():
        name, _, address = line.split()[:3]
        if int(address, 16) in managed:
            names.setdefault(int(address, 16), name)
    return names


def follow(command, addresses, found):
    """Runs a command to its end and adds the addresses it comes to, each once."""
    child = os.fork()
    if child == 0:
        ptrace(TRACEME, 0, None, None)
        os.execv(command[0], command)
    os.waitpid(child, 0)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    ptrace(SETOPTIONS, child, None, TRACECLONE | EXITKILL)
    with open(f"/proc/{child}/mem", "r+b", buffering=0) as memory:
        whole = {}
        for address in addresses:
            memory.seek(address)
            whole[address] = memory.read(1)
            memory.seek(address)
            memory.write(BREAKPOINT)
        registers = (ctypes.c_ulong * REGISTERS)()
        ptrace(CONT, child, None, None)
        while True:
            thread, status = os.waitpid(-1, WALL)
            if not os.WIFSTOPPED(status):
                if thread == child:
                    return os.waitstatus_to_exitcode(status)
                continue
            why = os.WSTOPSIG(status)
            if why == signal.SIGTRAP and status >> 16 == 0:
                ptrace(GETREGS, thread, None, registers)
                address = registers[RIP] - 1
                if address in whole:
                    if address not in found:
                        found[address] = None
                        memory.seek(address)
                        memory.write(whole[address])
                    registers[RIP] = address
                    ptrace(SETREGS, thread, None, registers)
            ptrace(CONT, thread, None, 0 if why in (signal.SIGTRAP, signal.SIGSTOP) else why)


def main(program):
    """One daemon comes first: what it does not need stays behind what it does."""
    names = functions(program)
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        runs = home / "runs"
        runs.mkdir()
        figures.made_up_runs(runs)

        def followed(step):
            wrapper = home / step
            wrapper.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{os.path.abspath(__file__)}" --follow "{home / step}.found" "{program}" "$@"\n')
            wrapper.chmod(0o700)
            return figures.Measured(str(wrapper), home)

        followed("import").verb("import", str(runs))
        followed("preview").verb("digest", "preview")
        followed("daemon").daemon(figures.SUNDAY, figures.PASSES)
        found = [address for step in ("daemon", "preview", "import") for address in (home / f"{step}.found").read_text().split()]
    print("\n".join(names[int(address)] for address in dict.fromkeys(found)))


if __name__ == "__main__":
    if len(sys.argv) > 3 and sys.argv[1] == "--follow":
        found = {}
        code = follow(sys.argv[3:], functions(sys.argv[3]), found)
        pathlib.Path(sys.argv[2]).write_text("\n".join(map(str, found)))
        sys.exit(code)
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(os.path.abspath(sys.argv[1]))
