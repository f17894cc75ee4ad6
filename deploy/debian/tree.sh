#!/bin/sh
# A fresh Debian tree of this machine's release with what ActivitySync wants of one, for the image and the package's test.
#
#   deploy/debian/tree.sh DIRECTORY [PACKAGE...]
#
# Needs root and debootstrap; takes the mirror that apt uses here.
set -eu

[ $# -ge 1 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
tree=$1
shift
command -v debootstrap > /dev/null || { echo "tree.sh: needs the package debootstrap." >&2; exit 2; }
suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Release: $suite" | head -n 1)
icu=$(apt-cache --names-only search '^libicu[0-9][0-9]*$' | cut -d ' ' -f 1 | sort -V | tail -n 1)
[ -n "$icu" ] || { echo "tree.sh: apt knows no libicu; run 'apt-get update' first." >&2; exit 1; }
include=$icu,tzdata,ca-certificates
for more in "$@"; do include=$include,$more; done
log=$(mktemp)
debootstrap --variant=minbase --include="$include" "$suite" "$tree" "${mirror:-http://deb.debian.org/debian}" > "$log" 2>&1 \
    || { tail -n 10 "$log" >&2; echo "tree.sh: debootstrap failed; its last lines stand above." >&2; rm -f "$log"; exit 1; }
rm -f "$log"
