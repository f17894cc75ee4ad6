#!/bin/sh
# Installs the package into a fresh Debian tree and runs through a first week there: setup, importing files, the daemon as its own
# user, a digest on Sunday evening, an upgrade, removal. The last line is 'ok' or the error.
#
#   deploy/debian/try.sh [--root TREE] PACKAGE.deb RECORDING...
#
# RECORDING is an activity file. Without --root a tree is created (tree.sh); with it, a copy of TREE is used. Needs root
# and libfaketime; takes about a minute.
set -eu

fail() { echo "try.sh: $1" >&2; [ ! -s "${log:-}" ] || tail -n 20 "$log" >&2; exit 1; }
root=""
if [ "${1:-}" = --root ]; then root=${2:?}; shift 2; fi
[ $# -ge 2 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ "$(id -u)" = 0 ] || fail "root is required."
here=$(cd "$(dirname "$0")" && pwd)
package=$1
shift
tree=$(mktemp -d)
log=$tree.log
daemon=""
running() { sed -n 's/^process \([0-9]*\),.*/\1/p' "$tree/var/lib/activitysync/daemon.pid"; }
cleanup() {
    [ -z "$daemon" ] || kill "$(running)" 2> /dev/null || true
    umount "$tree/proc" 2> /dev/null || true
    rm -rf "$tree" "$log"
}
trap cleanup EXIT
chmod 0755 "$tree"

if [ -n "$root" ]; then cp -a "$root/." "$tree/"; else "$here/tree.sh" "$tree"; fi
mount -t proc proc "$tree/proc"
install -d "$tree/srv/files"
cp -r "$(dirname "$here")" "$tree/srv/deploy"
cp "$package" "$tree/srv/activitysync.deb"
cp "$@" "$tree/srv/files/"
chmod -R a+rX "$tree/srv"
cp /usr/lib/*/faketime/libfaketime.so.1 "$tree/srv/libfaketime.so.1"
inside() { chroot "$tree" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"; }
# Runs a command as the unit does: same user, umask and environment, with the page on a free port.
as_daemon() { chroot --userspec=activitysync:activitysync "$tree" /usr/bin/env -i PATH=/usr/bin:/bin LANG=C.UTF-8 ActivitySync__Listen=http://127.0.0.1:0 ActivitySync__DataDirectory=/var/lib/activitysync "$@"; }

# What can't be installed is refused in one line, and nothing is changed.
refuses() { # the expected words, then the command
    words=$1
    shift
    "$@" > "$log" 2>&1 && fail "install.sh should refuse: $words"
    [ "$(wc -l < "$log")" = 1 ] && grep -qF "$words" "$log" || fail "install.sh does not say in one line: $words"
}
strange() { # builds a package with that name and architecture
    install -d "$tree/srv/strange/DEBIAN"
    printf 'Package: %s\nVersion: 1\nArchitecture: %s\nMaintainer: Nobody <nobody@example.org>\nDescription: a package for a test\n' "$1" "$2" > "$tree/srv/strange/DEBIAN/control"
    dpkg-deb --build "$tree/srv/strange" "$tree/srv/$1-$2.deb" > "$log"
}
strange activitysync s390x
strange other all
refuses "root is required. Run: sudo" chroot --userspec=nobody "$tree" /usr/bin/env -i PATH=/usr/bin:/bin sh /srv/deploy/install.sh /srv/activitysync.deb
refuses "the package is for s390x, and this machine is" inside sh /srv/deploy/install.sh /srv/activitysync-s390x.deb
refuses "this is the package 'other', not activitysync." inside sh /srv/deploy/install.sh /srv/other-all.deb
refuses "no such file" inside sh /srv/deploy/install.sh /srv/none.deb
refuses "not a Debian package." inside sh /srv/deploy/install.sh /srv/deploy/README.md
refuses "no package was named" inside sh /srv/deploy/install.sh
refuses "no such option" inside sh /srv/deploy/install.sh --frobnicate

# Installs twice: the second run must change nothing.
inside sh /srv/deploy/install.sh /srv/activitysync.deb > "$log" 2>&1 || fail "the package cannot be installed."
grep -q "Next: sudo activitysync setup" "$log" || fail "the installation does not say what comes next."
inside sh /srv/deploy/install.sh /srv/activitysync.deb > "$log" 2>&1 || fail "a second installation fails."
grep -q "already installed" "$log" || fail "a second installation does not notice the first."

inside activitysync setup --email anna@example.org --name anna --time-zone Europe/Berlin --language en --units metric --budget regular \
    --sources files --inbox /srv/files --mail-host none > "$log" 2>&1 || fail "setup fails."
rights=$(inside stat -c '%U:%G %a' /etc/activitysync/appsettings.json)
[ "$rights" = "root:activitysync 640" ] || fail "the settings have the wrong owner or mode: $rights."

# A Sunday at 18:59:30 in Berlin; the clock continues from there. The daemon adds the athlete before the digest is due.
clock="LD_PRELOAD=/srv/libfaketime.so.1 DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0"
start=$(inside date -u -d '2030-11-24 17:59:30' +%s)
offset=$((start - $(date +%s)))
[ "$offset" -lt 0 ] || offset="+$offset"
as_daemon $clock FAKETIME="${offset}s" ActivitySync__WakeSeconds=1 sh -c 'umask 0077; exec activitysync run --config /etc/activitysync/appsettings.json' > "$log" 2>&1 &
daemon=$!
for _ in $(seq 240); do
    ls "$tree"/var/lib/activitysync/mails/*.eml > /dev/null 2>&1 && break
    kill -0 "$daemon" 2> /dev/null || fail "the daemon ended."
    sleep 0.5
done
mail=$(ls "$tree"/var/lib/activitysync/mails/*.eml 2> /dev/null | head -n 1)
[ -n "$mail" ] || fail "no digest was sent."
grep -q '^To: .*anna@example.org' "$mail" || fail "the digest is not addressed to the athlete."
as_daemon $clock FAKETIME="${offset}s" activitysync health > "$log.health" 2>&1 || { cat "$log.health" >&2; fail "health reports an error after the digest."; }
as_daemon $clock FAKETIME="${offset}s" activitysync activities --json > "$log.activities"
grep -q '"sources"' "$log.activities" || fail "the inbox was not read."
rm -f "$log.health" "$log.activities"
[ "$(inside stat -c '%U %a' /var/lib/activitysync/activitysync.db)" = "activitysync 600" ] || fail "the database has the wrong owner or mode."
grep -qi 'warn\|error' "$log" && fail "the daemon logged a warning or an error."
kill "$(running)"
wait "$daemon" || fail "the daemon does not end with code 0."
daemon=""

inside dpkg -i /srv/activitysync.deb > "$log" 2>&1 || fail "an upgrade fails."
inside test -e /etc/activitysync/appsettings.json -a -e /var/lib/activitysync/activitysync.db || fail "an upgrade deletes settings or data."
inside sh /srv/deploy/install.sh --uninstall > "$log" 2>&1 || fail "removal fails."
inside test ! -e /usr/bin/activitysync -a -e /var/lib/activitysync/activitysync.db || fail "removal leaves the program, or deletes the data."
inside sh /srv/deploy/install.sh --purge > "$log" 2>&1 || fail "purging fails."
inside test ! -e /etc/activitysync -a ! -e /var/lib/activitysync || fail "purging leaves something."
echo ok
