#!/bin/sh
# Runs compose.yaml as it is, by environment alone, with Podman: starts it, and checks health, page, rights, data and a
# restart. The last line is 'ok' or the error.
#
#   deploy/docker/try-compose.sh IMAGE.tar
#
# Needs root, podman, podman-compose (1.0.3 or newer), python3 and port 8787. Images, containers and volumes are in a
# temporary folder and are removed at the end.
set -eu

fail() { echo "try-compose.sh: $1" >&2; [ ! -s "${work:-}/log" ] || tail -n 20 "$work/log" >&2; exit 1; }
[ $# = 1 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
image=$(realpath "$1")
. "$here/podman.sh"
[ "$(id -u)" = 0 ] || fail "root is required."
for tool in podman podman-compose python3; do command -v "$tool" > /dev/null || fail "the package $tool is required."; done

start_podman compose.yaml
cp "$here/compose.yaml" "$work/project/"
cd "$work/project"

podman load -i "$image" > "$work/log" 2>&1 || fail "the image cannot be loaded."
podman-compose up -d > "$work/log" 2>&1 || fail "podman-compose up fails."
container=$(podman ps --quiet)
[ -n "$container" ] || { podman logs "$(podman ps --all --quiet)" > "$work/log" 2>&1; fail "the container is not running."; }
inside() { podman exec "$container" "$@"; }
healthy() {
    for _ in $(seq 100); do
        if inside activitysync health > "$work/log" 2>&1; then return 0; fi
        sleep 0.3
    done
    podman logs "$container" >> "$work/log" 2>&1
    return 1
}
healthy || fail "it is not healthy."

# The settings come from the environment and from nothing else.
inside activitysync config check > "$work/log" 2>&1 || fail "config check reports an error."
inside activitysync config show > "$work/log" 2>&1 || fail "config show fails."
grep -q 'anna@example.org.*environment' "$work/log" || fail "the athlete's address does not come from the environment."
inside test ! -e /etc/activitysync/appsettings.json || fail "there is a settings file."

# The page answers on this machine, at the address that 'page link' prints.
link=$(inside activitysync page link 2> "$work/log") || fail "page link fails."
case "$link" in http://127.0.0.1:8787/*) ;; *) fail "page link prints $link." ;; esac
python3 - "$link" > "$work/log" 2>&1 << 'PY' || fail "the page does not answer."
import sys, urllib.request
assert urllib.request.urlopen("http://127.0.0.1:8787/health", timeout=10).status == 200
assert b"activitysync_healthy 1" in urllib.request.urlopen("http://127.0.0.1:8787/metrics", timeout=10).read()
assert urllib.request.urlopen(sys.argv[1].strip(), timeout=10).status == 200
PY

# Few rights: a user without a name, no capability, nothing writable but /data and /tmp.
[ "$(inside id -u):$(inside id -g)" = 1000:1000 ] || fail "it does not run as 1000:1000."
inside grep -q '^CapEff:[[:space:]]*0*$' /proc/1/status || fail "it has capabilities."
inside grep -q '^NoNewPrivs:[[:space:]]*1$' /proc/1/status || fail "it may gain privileges."
! inside touch /opt/x 2> /dev/null || fail "the root is writable."
[ "$(inside stat -c '%u %a' /data)" = "1000 700" ] || fail "/data belongs to $(inside stat -c '%u, mode %a' /data)."
[ "$(inside stat -c '%u %a' /data/activitysync.db)" = "1000 600" ] || fail "the database has the wrong owner or mode."

# Data survives a new container, and a changed line of the environment counts.
inside activitysync log massage today swedish > "$work/log" 2>&1 || fail "log massage fails."
sed -i 's/^      Athletes__0__TimeZone: .*/&\n      Athletes__0__Digest__Day: Saturday/' compose.yaml
podman-compose down > "$work/log" 2>&1 || fail "podman-compose down fails."
podman-compose up -d > "$work/log" 2>&1 || fail "a second podman-compose up fails."
container=$(podman ps --quiet)
healthy || fail "it is not healthy after a restart."
inside activitysync log list > "$work/log" 2>&1 || fail "log list fails."
grep -qi swedish "$work/log" || fail "the data did not survive a new container."
inside activitysync config show > "$work/log" 2>&1
grep -q 'Digest:Day.*Saturday' "$work/log" || fail "a changed line of the environment does not count."

# It ends cleanly, so no work is interrupted.
podman stop --time 20 "$container" > "$work/log" 2>&1
[ "$(podman inspect --format '{{.State.ExitCode}}' "$container")" = 0 ] || fail "the daemon does not end with code 0."
echo ok
