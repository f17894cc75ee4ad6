"""Nodes of the program that share a PostgreSQL server, for the scripts in this folder.

Everything is on the loopback or in a Unix socket of a temporary folder, and ends with the script.
"""
import base64
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from relay import Relay

HERE = pathlib.Path(__file__).resolve().parent
SINK = HERE / "smtp_sink.py"
KEY = base64.b64encode(bytes(range(32))).decode()
MAX_START = 120


def find_programs():
    """The folder of PostgreSQL's programs."""
    folders = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        sys.exit("PostgreSQL is missing. Install postgresql.")
    return folders[-1]


class Server:
    """A PostgreSQL server with full durability, in a folder of its own."""

    def __init__(self, home):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pg-", dir=home))
        self.programs = find_programs()
        self.user = []
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
            pathlib.Path(home).chmod(0o755)
            self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        self.run("initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.process = None
        self.start()
        self.query("CREATE DATABASE activitysync", "postgres")

    def run(self, program, *arguments):
        subprocess.run([*self.user, self.programs / program, *arguments], check=True, cwd=self.folder,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]})

    def start(self):
        self.process = subprocess.Popen(
            [*self.user, self.programs / "postgres", "-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses=",
             "-c", "max_connections=200", "-c", "shared_buffers=128MB"],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + MAX_START
        while subprocess.run([self.programs / "pg_isready", "-h", self.folder, "-q"]).returncode != 0:
            if time.monotonic() > deadline:
                sys.exit("PostgreSQL does not start.")
            time.sleep(0.1)

    def stop(self, how=signal.SIGINT):
        self.process.send_signal(how)
        self.process.wait()

    def socket(self):
        return str(self.folder / ".s.PGSQL.5432")

    def connection(self, relay=None):
        host = f"127.0.0.1;Port={relay.port}" if relay else self.folder
        return f"Host={host};Username=postgres;Database=activitysync;Maximum Pool Size=30"

    def query(self, sql, database="activitysync"):
        """The rows of a query, each a list of texts."""
        done = subprocess.run([self.programs / "psql", "-h", self.folder, "-U", "postgres", "-d", database, "-qAtX", "-F", "\t",
                               "-v", "ON_ERROR_STOP=1", "-f", "-"], input=sql, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr.strip())
        return [line.split("\t") for line in done.stdout.splitlines()]

    def count(self, sql):
        return int(self.query(sql)[0][0])


class Sink:
    """The mail server that counts (smtp_sink.py)."""

    def __init__(self, home, delay=0):
        self.ids = pathlib.Path(home) / "ids"
        self.process = subprocess.Popen([sys.executable, SINK, "--delay", str(delay), "--ids", self.ids], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().split()[1])

    def close(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.communicate()[0].strip()

    def received(self):
        """How often each Message-ID was accepted."""
        counts = {}
        for line in self.ids.read_text().splitlines() if self.ids.exists() else []:
            counts[line] = counts.get(line, 0) + 1
        return counts


class Node:
    """A daemon with a data directory of its own. With relays its network can fail."""

    def __init__(self, home, name, program, server, sink, environment=None, relayed=False, sections=None, **mail):
        self.folder = pathlib.Path(home) / name
        self.folder.mkdir()
        self.name, self.program, self.environment = name, program, {**os.environ, **(environment or {})}
        self.relays = {"database": Relay(server.socket()), "mail": Relay(sink.port)} if relayed else {}
        port = self.relays["mail"].port if relayed else sink.port
        self.config = self.folder / "appsettings.json"
        settings = {
            "ActivitySync": {"DataDirectory": str(self.folder / "data"), "Listen": "", "WakeSeconds": 1},
            "Store": {"Provider": "postgres", "ConnectionString": server.connection(self.relays.get("database")), "Key": KEY},
            "Mail": {"From": "digest@example.org",
                     "Smtp": {"Host": "127.0.0.1", "Port": port, "Security": "none", "HelloName": "node.example.org"}, **mail}}
        for section, values in (sections or {}).items():
            settings.setdefault(section, {}).update(values)
        self.config.write_text(json.dumps(settings))
        self.config.chmod(0o600)
        self.log = self.folder / "log"
        self.process = None

    def start(self):
        with self.log.open("a") as log:
            self.process = subprocess.Popen([self.program, "run", "--config", self.config], stdout=log, stderr=subprocess.STDOUT,
                                            env=self.environment)

    def count_starts(self):
        """How often it has become ready."""
        return self.log.read_text().count(" ready ")

    def wait_ready(self, starts=1):
        deadline = time.monotonic() + MAX_START
        while self.count_starts() < starts:
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"{self.name} did not start. {self.log.read_text()[-2000:]}")
            time.sleep(0.05)

    def run(self, *arguments, text=None):
        done = subprocess.run([self.program, *arguments, "--config", self.config], input=text, capture_output=True, text=True,
                              env=self.environment)
        return done.returncode, done.stdout, done.stderr

    def restart(self, number=signal.SIGTERM, is_awaited=True):
        starts = self.count_starts()
        self.stop(number)
        self.start()
        if is_awaited:
            self.wait_ready(starts + 1)

    def stop(self, number=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.send_signal(signal.SIGCONT)
        if self.process:
            self.process.wait()

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def add_athletes(node, count, settings=None):
    """Athletes of the database's roster, whose next slot is days away."""
    digest = {"Day": time.strftime("%A", time.gmtime(time.time() + 3 * 86400))}
    lines = "".join(json.dumps({"Name": f"a{number}", "Email": f"a{number}@example.org", "TimeZone": "UTC", "Digest": digest,
                                **(settings(number) if settings else {})}) + "\n"
                    for number in range(count))
    file = node.folder / "athletes.jsonl"
    file.write_text(lines)
    code, out, error = node.run("athlete", "import", str(file))
    if code:
        sys.exit(f"athletes were not imported: {out}{error}")


def add_mails(server, planned=False, week="2020-W01"):
    """One email for each athlete that is due: rendered, or still to be rendered."""
    picture = "\r\n".join(["iVBORw0KGgoAAAANSUhEUgAAAlgAAAFoCAIAAAAElhK7AAAgAElEQVR4nO3dd3xUZf4v8Gdm"] * 500)
    body = ("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n--b1\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n\r\n" + "Tuesday looks good for a massage.\r\n" * 60
            + "\r\n--b1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + picture + "\r\n--b1--\r\n")
    head = ("'From: digest@example.org' || e'\\r\\nTo: ' || name || '@example.org' || e'\\r\\nDate: Sun, 22 Nov 2026 19:00:00 +0000' || "
            f"e'\\r\\nMessage-ID: <{week}.' || name || '@example.org>' || e'\\r\\nSubject: Massage this week\\r\\n'")
    messages = (f"INSERT INTO mail_messages (mail_id, message) SELECT m.id, convert_to({head}, 'UTF8') || "
                f"decode('{body.encode().hex()}', 'hex') FROM mails m JOIN athletes a ON a.id = m.athlete_id;")
    message_id = "NULL" if planned else f"'<{week}.' || name || '@example.org>'"
    now = int(time.time())
    week = time.strftime("%G-W%V", time.gmtime(now - 3600)) if planned else week
    server.query(f"""
        INSERT INTO mails (athlete_id, kind, period, state, due_at, message_id, attempts, uncertain, quotes_strava, changed_at,
            written_at)
        SELECT id, 'digest', '{week}', '{"planned" if planned else "rendered"}', {now - 60}, {message_id}, 0, 0, 0, {now},
            {"NULL" if planned else now} FROM athletes;
        {"" if planned else messages}
        """)


def count_received(server, sink, sent):
    """What became of the emails: how many arrived, were lost, came twice, were marked uncertain, are unknown."""
    received = {message_id: count for message_id, count in sink.received().items() if not message_id.startswith("<alert.")}
    uncertain = server.count("SELECT count(*) FROM mails WHERE kind = 'digest' AND uncertain = 1")
    unknown = server.count("SELECT count(*) FROM mails WHERE kind = 'digest' AND state = 'unknown'")
    return {"received": len(received), "lost": sent - len(received),
            "doubles": sum(count - 1 for count in received.values()), "marked uncertain": uncertain, "unknown": unknown}


def wait_until_sent(server, nodes, limit):
    """Waits until no email is open; says what was left after the limit, in seconds."""
    deadline = time.monotonic() + limit
    while waiting := server.count("SELECT count(*) FROM mails WHERE kind = 'digest' AND state IN ('planned', 'rendered', 'sending')"):
        if time.monotonic() > deadline:
            logs = "\n".join(node.log.read_text()[-1500:] for node in nodes)
            sys.exit(f"{waiting} emails were not sent. {logs}")
        time.sleep(0.2)


def program():
    return str(pathlib.Path(os.environ["ACTIVITYSYNC_BINARY"]).resolve())


@contextlib.contextmanager
def cluster(size, athletes, delay=0, environments=None, relayed=False, sections=None, athlete=None, **mail):
    """A server, a sink and nodes that are not started; athletes are in the database.

    environments  more environment variables, by the number of a node
    relayed       whether the networks of the nodes can fail
    sections      more settings of all nodes, by section
    athlete       returns more settings of an athlete, by number
    """
    with tempfile.TemporaryDirectory(prefix="activitysync-cluster-") as home:
        server, sink = Server(home), Sink(home, delay)
        nodes = [Node(home, f"node{number}", program(), server, sink, (environments or {}).get(number), relayed, sections, **mail)
                 for number in range(size)]
        try:
            add_athletes(nodes[0], athletes, athlete)
            # The first start creates the athletes' rows.
            nodes[0].start()
            nodes[0].wait_ready()
            nodes[0].stop()
            nodes[0].log.write_text("")
            yield server, sink, nodes
        finally:
            for node in nodes:
                node.stop(signal.SIGKILL)
            sink.process.kill()
            server.stop(signal.SIGQUIT)
