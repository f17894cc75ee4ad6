#!/bin/sh
# Unpacks an image as an engine does, checks every digest in it, and runs it as a user without a name on a read-only root:
# demo, health and the daemon. The last line is 'ok' or the error.
#
#   deploy/docker/try.sh IMAGE.tar
#
# Needs root, python3 and unshare (util-linux).
set -eu

fail() { echo "try.sh: $1" >&2; exit 1; }
[ $# = 1 ] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ "$(id -u)" = 0 ] || fail "root is required."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 0755 "$work"
mkdir "$work/image" "$work/root" "$work/data"
tar -C "$work/image" -xf "$1"
python3 - "$work/image" > "$work/layers" << 'PY' || fail "the image does not match its index."
import hashlib, json, pathlib, sys
image = pathlib.Path(sys.argv[1])
def read(entry):
    content = (image / "blobs" / entry["digest"].replace(":", "/")).read_bytes()
    assert "sha256:" + hashlib.sha256(content).hexdigest() == entry["digest"] and len(content) == entry["size"], entry
    return content
assert json.loads((image / "oci-layout").read_text())["imageLayoutVersion"] == "1.0.0"
manifest = json.loads(read(json.loads((image / "index.json").read_text())["manifests"][0]))
config = json.loads(read(manifest["config"]))
import gzip
for layer, digest in zip(manifest["layers"], config["rootfs"]["diff_ids"], strict=True):
    assert "sha256:" + hashlib.sha256(gzip.decompress(read(layer))).hexdigest() == digest
    print(image / "blobs" / layer["digest"].replace(":", "/"))
assert config["config"]["User"] == "1000:1000" and config["config"]["Cmd"] == ["run"]
older = json.loads((image / "manifest.json").read_text())[0]
assert all((image / name).is_file() for name in [older["Config"], *older["Layers"]])
PY
while read -r layer; do tar -C "$work/root" -xzf "$layer"; done < "$work/layers"

# User and group without a name; only /tmp and the data directory are writable.
chown 54321:54321 "$work/data"
cat > "$work/data/appsettings.json" << 'SETTINGS'
{"Athletes": [{"Name": "anna", "Email": "anna@example.org", "TimeZone": "Pacific/Auckland"}], "Mail": {"From": "a@example.org", "PickupDirectory": "/data/mails"}}
SETTINGS
chown 54321:54321 "$work/data/appsettings.json"
cat > "$work/inside.sh" << 'INSIDE'
set -eu
root=$1/root
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount --bind "$1/data" "$root/data"
mount -t tmpfs tmpfs "$root/tmp"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev" # an engine provides /dev
run() { chroot --userspec=54321:54321 --groups= "$root" /usr/bin/env -i PATH=/usr/bin:/bin ActivitySync__DataDirectory=/data ActivitySync__Listen=http://127.0.0.1:0 "$@"; }
! run /bin/sh -c 'touch /opt/x' 2> /dev/null || { echo "the root is writable"; exit 1; }
run /opt/activitysync/activitysync demo --out /tmp/demo > /dev/null
test -s "$root/tmp/demo/week.png"
run /opt/activitysync/activitysync run --config /data/appsettings.json > "$1/log" 2>&1 &
for _ in $(seq 100); do grep -qs ' ready ' "$1/log" && break; sleep 0.1; done
healthy=no
for _ in $(seq 50); do run /opt/activitysync/activitysync health --config /data/appsettings.json && { healthy=yes; break; }; sleep 0.2; done
kill "$(sed -n 's/^process \([0-9]*\),.*/\1/p' "$root/data/daemon.pid")"
wait
[ "$healthy" = yes ] || { cat "$1/log"; exit 1; }
INSIDE
unshare --mount --propagation private sh "$work/inside.sh" "$work" || fail "the image does not run."
echo ok
