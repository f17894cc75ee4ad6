#!/bin/sh
# Installs, upgrades or removes ActivitySync on Debian or Ubuntu with systemd. Running it twice changes nothing.
#
#   sudo deploy/install.sh [PACKAGE.deb]     installs or upgrades; without a package it builds one (needs the .NET 10 SDK)
#   sudo deploy/install.sh --uninstall       removes the program; settings and data stay
#   sudo deploy/install.sh --purge           removes everything, settings and data too
set -eu

fail() { echo "install.sh: $1" >&2; exit "${2:-1}"; }
here=$(cd "$(dirname "$0")" && pwd)

case "${1:-}" in
-h | --help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;;
--uninstall | --purge | '') ;;
-*) fail "$1: no such option. Run with --help to list the options." 2 ;;
esac
[ $# -le 1 ] || fail "expected at most one package; see --help." 2
[ "$(id -u)" = 0 ] || fail "root is required. Run: sudo $0 $*"
command -v dpkg > /dev/null && command -v apt-get > /dev/null || fail "this system is neither Debian nor Ubuntu. See deploy/README.md for other ways to install."

state() { dpkg-query -W -f='${db:Status-Status}' activitysync 2> /dev/null || true; }

case "${1:-}" in
--uninstall)
    [ "$(state)" = installed ] || { echo "ActivitySync is not installed."; exit 0; }
    DEBIAN_FRONTEND=noninteractive apt-get remove -y -qq activitysync > /dev/null || fail "apt-get could not remove the package. See its output above."
    echo "ActivitySync was removed. Settings (/etc/activitysync) and data (/var/lib/activitysync) are still there; --purge removes them."
    exit 0
    ;;
--purge)
    case "$(state)" in '' | not-installed) echo "ActivitySync is not installed."; exit 0 ;; esac
    DEBIAN_FRONTEND=noninteractive apt-get purge -y -qq activitysync > /dev/null || fail "apt-get could not remove the package. See its output above."
    echo "ActivitySync was removed, with its settings and data."
    exit 0
    ;;
esac

package=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 0755 "$work" # apt reads the package as another user
if [ -z "$package" ]; then
    command -v dotnet > /dev/null || fail "no package was named, and there is no .NET 10 SDK to build one. See deploy/README.md." 2
    package=$("$here/debian/build.sh" "$work")
fi
[ -r "$package" ] || fail "$package: no such file. Check the path." 2
name=$(dpkg-deb -f "$package" Package 2> /dev/null) || fail "$package: not a Debian package." 2
[ "$name" = activitysync ] || fail "$package: this is the package '$name', not activitysync." 2
architecture=$(dpkg-deb -f "$package" Architecture)
[ "$architecture" = "$(dpkg --print-architecture)" ] || fail "$package: the package is for $architecture, and this machine is $(dpkg --print-architecture)." 2
version=$(dpkg-deb -f "$package" Version)

same() {
    [ "$(state)" = installed ] || return 1
    dpkg-deb --control "$package" "$work/control"
    cmp -s "$work/control/md5sums" /var/lib/dpkg/info/activitysync.md5sums
}
if same; then
    echo "ActivitySync $version is already installed."
else
    cp "$package" "$work/activitysync.deb"
    chmod 0644 "$work/activitysync.deb"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --allow-downgrades --reinstall "$work/activitysync.deb" > "$work/apt.log" 2>&1 \
        || { tail -n 5 "$work/apt.log" >&2; fail "apt-get could not install the package. See its last lines above."; }
    echo "ActivitySync $version is installed."
fi
if [ -e /etc/activitysync/appsettings.json ]; then
    if [ -d /run/systemd/system ]; then
        # The package has already restarted the daemon if it was running.
        systemctl enable --quiet --now activitysync.service || fail "the daemon does not start. Run: journalctl -u activitysync -n 20"
        echo "The daemon is running. Run 'sudo -u activitysync activitysync doctor' to check the installation."
    fi
else
    echo "Next: sudo activitysync setup, then sudo systemctl enable --now activitysync"
fi
