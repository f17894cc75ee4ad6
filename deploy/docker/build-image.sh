#!/bin/sh
# Builds an OCI image from a Debian root and the published program. No Docker engine is needed.
#
#   deploy/docker/build-image.sh [--publish DIRECTORY] [--root TREE] [--architecture amd64|arm64] OUT.tar
#
# Load it with 'docker load -i OUT.tar' or 'podman load -i OUT.tar'. Without --publish the program is built first. Without
# --root a tree is created, which needs root and mmdebstrap. Needs python3.
set -eu

fail() { echo "build-image.sh: $1" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
publish="" root="" out="" architecture=$(dpkg --print-architecture)
while [ $# -gt 0 ]; do
    case "$1" in
    --publish) publish=${2:?}; shift 2 ;;
    --root) root=${2:?}; shift 2 ;;
    --architecture) architecture=${2:?}; shift 2 ;;
    -*) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    *) out=$1; shift ;;
    esac
done
[ -n "$out" ] || fail "the name of the image file is missing. See deploy/README.md."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "$publish" ]; then
    publish=$work/publish
    "$source/deploy/publish.sh" "$publish" "$architecture"
fi
[ -x "$publish/activitysync" ] || fail "$publish: contains no published 'activitysync'. Run deploy/publish.sh first."
if [ -z "$root" ]; then
    root=$work/root
    "$source/deploy/debian/tree.sh" "$root" "$architecture"
fi
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$source/Directory.Build.props")
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$source" log -1 --format=%ct 2> /dev/null || echo 0)}
layer() { tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --numeric-owner --format=posix --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime "$@"; }

# Leaves out what only a full Debian system needs: package lists and archives, documents, translations, logs.
layer -C "$root" -cf "$work/system.tar" \
    --exclude='./proc/*' --exclude='./sys/*' --exclude='./dev/*' --exclude='./tmp/*' --exclude='./run/*' --exclude='./srv/*' \
    --exclude='./var/cache/*' --exclude='./var/lib/apt/lists/*' --exclude='./etc/apt/sources.list.d/*' --exclude='./var/log/*' --exclude='./root/*' \
    --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/info/*' --exclude='./usr/share/locale/*' \
    --exclude='./usr/share/i18n' --exclude='./usr/share/lintian' --exclude='./usr/lib/*/gconv' --exclude='./usr/lib/*/perl-base' \
    --exclude='./usr/lib/apt' --exclude='./usr/share/perl5' .
app=$work/app
install -d -m 0755 "$app/opt/activitysync" "$app/usr/bin" "$app/etc/activitysync"
install -d -m 0700 "$app/data"
install -m 0755 "$publish/activitysync" "$app/opt/activitysync/"
install -m 0644 "$publish"/*.so "$app/opt/activitysync/"
ln -s /opt/activitysync/activitysync "$app/usr/bin/activitysync"
layer -C "$app" --owner=0 --group=0 --exclude=./data -cf "$work/program.tar" .
# A new volume for /data gets the owner and the mode of this folder.
layer -C "$app" --owner=1000 --group=1000 -rf "$work/program.tar" ./data
python3 "$here/image.py" --version "$version" --created "$SOURCE_DATE_EPOCH" --architecture "$architecture" "$work/$(basename "$out")" "$work/system.tar" "$work/program.tar"
mv "$work/$(basename "$out")" "$out"
echo "$out"
