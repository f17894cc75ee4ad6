"""The stand-in of tests/strava-sim as a service for the scripts in this folder."""
import sys
import threading
from http.server import ThreadingHTTPServer

from cluster import HERE

sys.path.insert(0, str(HERE.parent / "strava-sim"))
import strava_sim  # noqa: E402, F401  (needs the path; the scripts use it)

SECRET = "sim-secret"


def create_spec(athletes, limits):
    """A service with this number of athletes and these limits, as the stand-in reads it."""
    return {"limits": limits,
            "athletes": [{"id": 1000 + number, "firstname": f"A{number}", "code": f"code-{number}"} for number in range(athletes)]}


def start_service(world, handler, schedule):
    """Starts the service; returns the settings of nodes that use it."""
    service = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (handler,), {"world": world}))
    service.daemon_threads = True
    threading.Thread(target=service.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{service.server_port}"
    return {"Strava": {"ClientId": "1001", "ClientSecret": SECRET, "ApiUrl": f"{address}/api/v3", "OAuthUrl": f"{address}/oauth",
                       "SyncSchedule": schedule}}


def connect_all(node, count):
    for number in range(count):
        code, out, error = node.run("connect", "strava", "--athlete", f"a{number}", "--code", f"code-{number}")
        if code:
            sys.exit(f"a{number} was not connected: {out}{error}")
