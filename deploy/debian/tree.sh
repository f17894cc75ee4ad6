#!/bin/sh
# A fresh Debian tree of this machine's release with what ActivitySync wants of one (and more PACKAGEs), for the image and tests.
#
#   deploy/debian/tree.sh DIRECTORY [ARCHITECTURE [PACKAGE,...]]
#
# Needs root and mmdebstrap; takes the packages from where apt takes them here, security updates too. Another architecture
# than this machine's needs qemu-user-static and binfmt-support as well.
set -eu

fail() { echo "tree.sh: $1" >&2; exit "${2:-1}"; }
[ $# -ge 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
tree=$1 architecture=${2:-$(dpkg --print-architecture)} more=${3:+,$3}
command -v mmdebstrap > /dev/null || fail "needs the package mmdebstrap." 2
[ "$(id -u)" = 0 ] || fail "needs root." 2
suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
icu=$(apt-cache --names-only search '^libicu[0-9][0-9]*$' | cut -d ' ' -f 1 | sort -V | tail -n 1)
ssl=$(apt-cache --names-only search '^libssl3(t64)?$' | cut -d ' ' -f 1 | sort | tail -n 1)
[ -n "$icu" ] && [ -n "$ssl" ] || fail "apt knows no libicu or libssl3; run 'apt-get update' first."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' "Origin: $(. /etc/os-release && echo "$ID" | sed 's/^./\u&/')" | sort -u > "$work/sources.list"
[ -s "$work/sources.list" ] || fail "apt has no source of its own distribution; run 'apt-get update' first."
# Manuals and translations are left out as the packages are unpacked.
mmdebstrap --quiet --variant=minbase --architectures="$architecture" --include="adduser,$icu,$ssl,tzdata,ca-certificates$more" \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    "$suite" "$tree" "$work/sources.list" > "$work/log" 2>&1 || { tail -n 10 "$work/log" >&2; fail "no tree could be made; the last lines stand above."; }
