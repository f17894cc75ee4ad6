#!/bin/sh
# Runs cluster.yaml with Podman: PostgreSQL, three nodes, a proxy. Follows the first lines of that file, adds an athlete, and
# stops a node. The last line is 'ok' or the error.
#
#   deploy/docker/try-cluster.sh IMAGE.tar [TREE]
#
# The images postgres:15 and caddy:2 are not downloaded: stand-ins are made from a Debian tree with the packages postgresql
# and caddy, with what cluster.yaml uses of the real ones (their variables and commands). TREE is such a tree; else one is
# created (debian/tree.sh). Needs what try-compose.sh needs, and openssl.
set -eu

fail() { echo "try-cluster.sh: $1" >&2; [ ! -s "${work:-}/log" ] || tail -n 30 "$work/log" >&2; exit 1; }
[ $# -ge 1 ] || { sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
image=$(realpath "$1")
. "$here/podman.sh"
[ "$(id -u)" = 0 ] || fail "root is required."
for tool in podman podman-compose python3 openssl; do command -v "$tool" > /dev/null || fail "the package $tool is required."; done

start_podman cluster.yaml

tree=${2:-$work/tree}
[ -d "$tree" ] || "$here/../debian/tree.sh" "$tree" "$(dpkg --print-architecture)" postgresql,caddy
cat > "$work/entrypoint.sh" << 'ENTRYPOINT'
#!/bin/sh
# Does what the image of PostgreSQL does with these variables.
set -eu
data=/var/lib/postgresql/data
as_postgres() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
install -d -o postgres -g postgres -m 0700 "$data"
if [ ! -s "$data/PG_VERSION" ]; then
    install -o postgres -m 0400 "$POSTGRES_PASSWORD_FILE" /tmp/password
    as_postgres initdb --pgdata "$data" --username "$POSTGRES_USER" --pwfile /tmp/password --auth-host scram-sha-256 --auth-local trust
    echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
    as_postgres pg_ctl --pgdata "$data" --wait --options "-c listen_addresses= -k /tmp" start
    as_postgres createdb --host /tmp --username "$POSTGRES_USER" "$POSTGRES_DB" 2> /dev/null || true
    as_postgres pg_ctl --pgdata "$data" --wait stop
fi
exec setpriv --reuid=postgres --regid=postgres --init-groups postgres -D "$data" -c 'listen_addresses=*' -k /tmp
ENTRYPOINT
programs=$(cd "$tree" && echo usr/lib/postgresql/*/bin)
tar -C "$tree" --exclude=./proc --exclude=./sys --exclude=./dev -cf "$work/tree.tar" .
tar -C "$work" --mode=0755 -rf "$work/tree.tar" ./entrypoint.sh
podman import --change "ENV PATH=/$programs:/usr/bin:/bin PGHOST=/tmp" --change 'ENTRYPOINT ["/entrypoint.sh"]' "$work/tree.tar" docker.io/library/postgres:15 > "$work/log" 2>&1 || fail "the stand-in for PostgreSQL cannot be made."
podman import --change "ENV PATH=/usr/bin:/bin" "$work/tree.tar" docker.io/library/caddy:2 > "$work/log" 2>&1 || fail "the stand-in for the proxy cannot be made."
rm "$work/tree.tar"
podman load -i "$image" > "$work/log" 2>&1 || fail "the image cannot be loaded."

# The first lines of cluster.yaml.
cp "$here/cluster.yaml" "$work/project/"
cd "$work/project"
mkdir -m 0700 secrets && openssl rand -base64 32 > secrets/store-key && openssl rand -hex 24 > secrets/db-password
printf 'Host=db;Database=activitysync;Username=activitysync;Password=%s' "$(cat secrets/db-password)" > secrets/store-connection
echo secret > secrets/mail-password
mkdir -m 0700 -p shared/uploads && chown -R 1000:1000 shared secrets
podman-compose -f cluster.yaml up -d > "$work/log" 2>&1 || fail "podman-compose up fails."

run() { # runs a command on a node: number, command
    number=$1
    shift
    podman exec "$(podman ps --quiet --filter "name=[-_]node${number}[-_]")" activitysync "$@"
}
alive() { run "$1" nodes --json 2> "$work/log" | python3 -c 'import json, sys; print(sum(1 for node in json.load(sys.stdin)["nodes"] if node["alive"]))'; }
for _ in $(seq 100); do
    [ "$(alive 1 2> /dev/null || echo 0)" = 3 ] && break
    sleep 1
done
[ "$(alive 1 || echo 0)" = 3 ] || { podman ps --all >> "$work/log" 2>&1; for one in $(podman ps --all --quiet); do podman logs --tail 8 "$one" >> "$work/log" 2>&1; done; fail "three nodes are not alive."; }

run 1 athlete add anna --email anna@example.org --time-zone Europe/Berlin > "$work/log" 2>&1 || fail "athlete add fails."
run 3 athlete list > "$work/log" 2>&1 || fail "athlete list fails."
grep -q anna "$work/log" || fail "another node does not see the athlete."

page() { python3 -c '
import sys, urllib.request
request = urllib.request.Request("http://127.0.0.1:8787" + sys.argv[1], headers={"Host": "runs.example.org"})
print(urllib.request.urlopen(request, timeout=10).status)' "$1"; }
[ "$(page /health 2> "$work/log")" = 200 ] || fail "the page does not answer through the proxy."
podman kill "$(podman ps --quiet --filter 'name=[-_]node1[-_]')" > "$work/log" 2>&1
for _ in $(seq 60); do
    [ "$(alive 2 || echo 0)" = 2 ] && break
    sleep 1
done
[ "$(alive 2 || echo 0)" = 2 ] || fail "the others do not notice that a node was killed."
echo ok
