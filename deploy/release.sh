#!/bin/sh
# Builds everything that an installation needs, into one folder: packages, images, compose.yaml, SBOM, checksums.
#
#   deploy/release.sh [--publish DIRECTORY] [--root TREE] [--architectures "amd64 arm64"] [OUT]
#
# Writes OUT/activitysync-VERSION (OUT is 'release' unless given) and prints its path. Without --architectures it builds for
# this machine's. --publish and --root use a program and a Debian tree that exist (docker/build-image.sh), for one
# architecture. The same sources give the same package and SBOM. Needs what debian/build.sh and docker/build-image.sh need.
set -eu

fail() { echo "release.sh: $1" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/.." && pwd)
publish="" root="" out=release architectures=$(dpkg --print-architecture)
while [ $# -gt 0 ]; do
    case "$1" in
    --publish) publish=$(realpath "${2:?}"); shift 2 ;;
    --root) root=$(realpath "${2:?}"); shift 2 ;;
    --architectures) architectures=${2:?}; shift 2 ;;
    -*) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    *) out=$1; shift ;;
    esac
done
case "$publish$root:$architectures" in
?*:*" "*) fail "--publish and --root are for one architecture. Run once for each, or leave them out." ;;
esac
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$source/Directory.Build.props")
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$source" log -1 --format=%ct 2> /dev/null || echo 0)}
export SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
folder=$work/activitysync-$version
mkdir -p "$folder"

for architecture in $architectures; do
    program=${publish:-$work/publish-$architecture} tree=${root:-$work/root-$architecture}
    [ -n "$publish" ] || "$here/publish.sh" "$program" "$architecture"
    [ -n "$root" ] || "$here/debian/tree.sh" "$tree" "$architecture"
    "$here/debian/build.sh" --publish "$program" --architecture "$architecture" "$folder" > /dev/null
    "$here/docker/build-image.sh" --publish "$program" --root "$tree" --architecture "$architecture" \
        "$folder/activitysync-$version-image-$architecture.tar" > /dev/null
    "$here/sbom.py" --version "$version" --created "$SOURCE_DATE_EPOCH" --image-root "$tree" "$folder/activitysync-$version-$architecture.cdx.json"
done
cp "$here/install.sh" "$here/docker/compose.yaml" "$source/CHANGELOG.md" "$source/LICENSE" "$folder/"
(cd "$folder" && LC_ALL=C sha256sum -- * > "$work/SHA256SUMS" && mv "$work/SHA256SUMS" .)

target=$out/activitysync-$version
mkdir -p "$out"
[ ! -e "$target" ] || { rm -rf "$target.old" && mv "$target" "$target.old"; }
mv "$folder" "$target"
rm -rf "$target.old"
echo "$target"
