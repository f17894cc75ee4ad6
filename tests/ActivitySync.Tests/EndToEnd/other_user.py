"""Tries everything another user can do to paths, and prints what succeeded.

Standard input has one path per line, until an empty line. With --repeat it tries again and again, and keeps idle
connections to the port that follows, until standard input is closed. Locks that it gets are kept until it ends.
"""

import errno
import fcntl
import os
import select
import socket
import sys
import tempfile

MINE = tempfile.mkdtemp()
KEPT = []


def attempt(name, path, action):
    try:
        result = action()
    except OSError:
        return
    print(f"{name} {path}", flush=True)
    KEPT.append(result)


def lock(path, access, kind):
    descriptor = os.open(path, access | os.O_NONBLOCK)
    fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    return descriptor


def record_lock(path):
    descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return descriptor


def attack(path):
    name = os.path.basename(path)
    folder = os.path.dirname(path)
    attempt("read", path, lambda: os.open(path, os.O_RDONLY | os.O_NONBLOCK))
    attempt("write", path, lambda: os.open(path, os.O_WRONLY | os.O_NONBLOCK))
    attempt("append", path, lambda: os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK))
    attempt("truncate", path, lambda: os.truncate(path, 0))
    attempt("list", path, lambda: os.listdir(path))
    attempt("create", path, lambda: os.close(os.open(path + ".planted", os.O_CREAT | os.O_EXCL | os.O_WRONLY)))
    attempt("create in", path, lambda: os.close(os.open(path + "/planted", os.O_CREAT | os.O_EXCL | os.O_WRONLY)))
    attempt("make folder in", path, lambda: os.mkdir(path + "/planted.folder"))
    attempt("plant link in", path, lambda: os.symlink(MINE, path + "/planted.link"))
    attempt("plant link next to", path, lambda: os.symlink(MINE, folder + "/planted-" + name))
    attempt("plant side file", path, lambda: os.symlink(MINE, path + "-journal"))
    attempt("link to", path, lambda: os.link(path, f"{MINE}/{len(KEPT)}-{name}"))
    attempt("rename", path, lambda: os.rename(path, path + ".renamed"))
    attempt("take", path, lambda: os.rename(path, f"{MINE}/taken-{name}"))
    attempt("replace", path, lambda: os.rename(tempfile.mkstemp(dir=MINE)[1], path))
    attempt("delete", path, lambda: os.unlink(path))
    attempt("delete folder", path, lambda: os.rmdir(path))
    attempt("chmod", path, lambda: os.chmod(path, 0o777))
    attempt("chown", path, lambda: os.chown(path, os.getuid(), os.getgid()))
    attempt("set time", path, lambda: os.utime(path, (0, 0)))
    attempt("set attribute", path, lambda: os.setxattr(path, "user.planted", b"1"))
    for kind, kind_name in ((fcntl.LOCK_EX, "exclusively"), (fcntl.LOCK_SH, "shared")):
        for access in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR):
            attempt(f"lock {kind_name}", path, lambda: lock(path, access, kind))
    attempt("lock records", path, lambda: record_lock(path))


def connect(port, count):
    for _ in range(count):
        try:
            KEPT.append(socket.create_connection(("127.0.0.1", port), timeout=1))
        except OSError as error:
            if error.errno not in (errno.ECONNREFUSED, errno.EMFILE, None):
                raise


def main():
    paths = []
    while (line := sys.stdin.readline().rstrip("\n")) != "":
        paths.append(line)
    for path in paths:
        attack(path)
    if len(sys.argv) > 2 and sys.argv[1] == "--repeat":
        connect(int(sys.argv[2]), 100)
        print("ready", flush=True)
        while not select.select([sys.stdin], [], [], 0.01)[0]:
            for path in paths:
                attack(path)


main()
