#!/bin/sh
# Creates a Debian tree of this machine's release with what ActivitySync needs (and more PACKAGEs), for the image and for tests.
#
#   deploy/debian/tree.sh DIRECTORY [ARCHITECTURE [PACKAGE,...]]
#
# Needs root and mmdebstrap. Uses the package sources of this machine's apt, including security updates. An architecture other
# than this machine's also needs qemu-user-static and binfmt-support.
set -eu

fail() { echo "tree.sh: $1" >&2; exit "${2:-1}"; }
[ $# -ge 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
tree=$1 architecture=${2:-$(dpkg --print-architecture)} more=${3:+,$3}
command -v mmdebstrap > /dev/null || fail "the package mmdebstrap is required." 2
[ "$(id -u)" = 0 ] || fail "root is required." 2
suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
icu=$(apt-cache --names-only search '^libicu[0-9][0-9]*$' | cut -d ' ' -f 1 | sort -V | tail -n 1)
ssl=$(apt-cache --names-only search '^libssl3(t64)?$' | cut -d ' ' -f 1 | sort | tail -n 1)
[ -n "$icu" ] && [ -n "$ssl" ] || fail "apt has no libicu or libssl3. Run 'apt-get update' first."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' "Origin: $(. /etc/os-release && echo "$ID" | sed 's/^./\u&/')" | sort -u > "$work/sources.list"
[ -s "$work/sources.list" ] || fail "apt has no package source of this distribution. Run 'apt-get update' first."
# Manuals and translations are not unpacked.
mmdebstrap --quiet --variant=minbase --architectures="$architecture" --include="adduser,$icu,$ssl,tzdata,ca-certificates$more" \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --aptopt='Acquire::Retries "3"' \
    "$suite" "$tree" "$work/sources.list" > "$work/log" 2>&1 || { tail -n 10 "$work/log" >&2; fail "the tree could not be created. See the last lines above."; }
