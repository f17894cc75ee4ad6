#!/bin/sh
# Builds the Debian package. The same program gives the same package, byte for byte.
#
#   deploy/debian/build.sh [--publish DIRECTORY] [--architecture amd64|arm64] [--version VERSION] [--compression 0-9] [OUT]
#
# Without --publish it builds the program first (deploy/publish.sh). Writes the package to OUT (.), prints its path.
# Needs dpkg-deb and readelf (binutils, which comes with gcc).
set -eu

fail() { echo "build.sh: $1" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
publish="" architecture=$(dpkg --print-architecture) compression=6 out=.
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$source/Directory.Build.props")
while [ $# -gt 0 ]; do
    case "$1" in
    --publish) publish=${2:?}; shift 2 ;;
    --architecture) architecture=${2:?}; shift 2 ;;
    --version) version=${2:?}; shift 2 ;;
    --compression) compression=${2:?}; shift 2 ;;
    -*) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    *) out=$1; shift ;;
    esac
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "$publish" ]; then
    publish=$work/publish
    "$source/deploy/publish.sh" "$publish" "$architecture"
fi
[ -x "$publish/activitysync" ] || fail "$publish: contains no published 'activitysync'. Run deploy/publish.sh first."
case "$architecture:$(readelf -h "$publish/activitysync" | sed -n 's/ *Machine: *//p')" in
amd64:*X86-64 | arm64:AArch64) ;;
*) fail "$publish/activitysync: is not for $architecture." ;;
esac

tree=$work/tree
program=$tree/usr/lib/activitysync documents=$tree/usr/share/doc/activitysync
install -d -m 0755 "$tree" "$program" "$documents" "$tree/usr/bin" "$tree/usr/lib/systemd/system" "$tree/DEBIAN"
install -m 0755 "$publish/activitysync" "$program/"
install -m 0644 "$publish"/*.so "$program/"
ln -s ../lib/activitysync/activitysync "$tree/usr/bin/activitysync"
install -m 0644 "$source/deploy/systemd/activitysync.service" "$tree/usr/lib/systemd/system/"
install -m 0644 "$source/LICENSE" "$documents/copyright"
ln -s copyright "$documents/LICENSE"

# The documents, and what they link to, except for the scenarios, which are tests.
(cd "$source" && find README.md README.de.md CHANGELOG.md CONTRIBUTING.md appsettings.sample.json docs deploy/README.md \
    deploy/docker/compose.yaml deploy/monitoring -type f) | while read -r file; do
    install -D -m 0644 "$source/$file" "$documents/$file"
done

# The minimum version of the C library is that of the newest symbol the program uses.
libc=$(readelf -VW "$publish/activitysync" "$publish"/*.so | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1 | cut -d_ -f2)
cat > "$tree/DEBIAN/control" <<CONTROL
Package: activitysync
Version: $version
Architecture: $architecture
Maintainer: The ActivitySync maintainers <activitysync@example.org>
Section: misc
Priority: optional
Installed-Size: $(du -k -s --apparent-size "$tree/usr" | cut -f1)
Depends: libc6 (>= $libc), libicu72 | libicu78 | libicu76 | libicu74 | libicu70, libssl3 | libssl3t64, tzdata, ca-certificates, adduser
Description: one massage suggestion a week for runners, by email
 Reads completed activities from files, Garmin, intervals.icu and Strava,
 recognizes long runs, races and hard days from the runner's own history, and
 emails one suggestion a week: which massage, on which days, and why. All data
 stays on this machine.
CONTROL
install -m 0755 "$here/postinst" "$here/prerm" "$here/postrm" "$tree/DEBIAN/"
(cd "$tree" && find usr -type f | LC_ALL=C sort | xargs -d '\n' md5sum > DEBIAN/md5sums)
chmod 0644 "$tree/DEBIAN/control" "$tree/DEBIAN/md5sums"

# One timestamp for every file; otherwise two builds of the same program would differ.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$source" log -1 --format=%ct 2> /dev/null || echo 0)}
export SOURCE_DATE_EPOCH
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
mkdir -p "$out"
package=$out/activitysync_${version}_$architecture.deb
dpkg-deb --root-owner-group -Zxz -z"$compression" --build "$tree" "$package.new" > /dev/null
mv "$package.new" "$package"
echo "$package"
