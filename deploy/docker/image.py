"""Builds an image from layers: an OCI layout (image-spec 1.1) that old versions of 'docker load' can read too.

    image.py --version V --created SECONDS --architecture A OUT.tar LAYER.tar...
"""
import argparse
import datetime
import gzip
import hashlib
import io
import json
import tarfile

OCI = "application/vnd.oci.image"


def main():
    call = argparse.ArgumentParser()
    call.add_argument("--version", required=True)
    call.add_argument("--created", type=int, required=True)
    call.add_argument("--architecture", required=True)
    call.add_argument("out")
    call.add_argument("layers", nargs="+")
    call = call.parse_args()

    layers = [layer(path) for path in call.layers]
    created = datetime.datetime.fromtimestamp(call.created, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    config = encoded({
        "created": created,
        "architecture": call.architecture,
        "os": "linux",
        "config": {
            "User": "1000:1000",
            "Env": [
                "PATH=/usr/bin:/bin",
                "ActivitySync__DataDirectory=/data",
                "ActivitySync__Listen=http://0.0.0.0:8787",
                "MALLOC_ARENA_MAX=1",
            ],
            "Entrypoint": ["/opt/activitysync/activitysync"],
            "Cmd": ["run"],
            "WorkingDir": "/data",
            "Volumes": {"/data": {}},
            "ExposedPorts": {"8787/tcp": {}},
            "StopSignal": "SIGTERM",
            "Healthcheck": {"Test": ["CMD", "/opt/activitysync/activitysync", "health"], "Interval": 300 * 10**9, "Timeout": 10 * 10**9, "StartPeriod": 60 * 10**9},
            "Labels": {"org.opencontainers.image.title": "activitysync", "org.opencontainers.image.version": call.version},
        },
        "rootfs": {"type": "layers", "diff_ids": [one["diff_id"] for one in layers]},
        "history": [{"created": created, "comment": "a Debian root"}, {"created": created, "comment": "activitysync"}][: len(layers)],
    })
    manifest = encoded({
        "schemaVersion": 2,
        "mediaType": f"{OCI}.manifest.v1+json",
        "config": descriptor(f"{OCI}.config.v1+json", config),
        "layers": [descriptor(f"{OCI}.layer.v1.tar+gzip", one["blob"]) for one in layers],
    })
    tag = f"activitysync:{call.version}"
    index = encoded({
        "schemaVersion": 2,
        "mediaType": f"{OCI}.index.v1+json",
        "manifests": [{
            **descriptor(f"{OCI}.manifest.v1+json", manifest),
            "annotations": {"io.containerd.image.name": f"docker.io/library/{tag}", "org.opencontainers.image.ref.name": call.version},
        }],
    })
    older = encoded([{"Config": blob(config), "RepoTags": [tag], "Layers": [blob(one["blob"]) for one in layers]}])

    with tarfile.open(call.out, "w", format=tarfile.USTAR_FORMAT) as out:
        add(out, "oci-layout", encoded({"imageLayoutVersion": "1.0.0"}), call.created)
        add(out, "index.json", index, call.created)
        add(out, "manifest.json", older, call.created)
        for content in [config, manifest] + [one["blob"] for one in layers]:
            add(out, blob(content), content, call.created)


def layer(path):
    with open(path, "rb") as file:
        content = file.read()
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=6, mtime=0) as stream:
        stream.write(content)
    return {"diff_id": digest(content), "blob": packed.getvalue()}


def encoded(document):
    return json.dumps(document, separators=(",", ":")).encode()


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def blob(content):
    return "blobs/" + digest(content).replace(":", "/")


def descriptor(kind, content):
    return {"mediaType": kind, "digest": digest(content), "size": len(content)}


def add(out, name, content, created):
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mtime = created
    entry.mode = 0o644
    out.addfile(entry, io.BytesIO(content))


main()
