#!/usr/bin/env python3
"""Writes the list of what the program is made of (SBOM, CycloneDX 1.6 JSON) from the lock files of NuGet.

    deploy/sbom.py --version V [--created SECONDS] [--image-root TREE] [OUT.json]

Everything in packages.lock.json of the projects that are published is a component, with the version and the hash that are
locked, and with what it depends on. With --image-root the packages of that Debian tree are components too: the image has
them. Without OUT.json it writes to standard output. Needs Python 3.9.
"""
import argparse
import base64
import datetime
import json
import pathlib
import sys
import uuid

SOURCE = pathlib.Path(__file__).resolve().parent.parent
PROJECTS = ["ActivitySync", "ActivitySync.FileFormats", "ActivitySync.Recovery"]
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://cyclonedx.org/activitysync")


def main():
    call = argparse.ArgumentParser()
    call.add_argument("--version", required=True)
    call.add_argument("--created", type=int, default=0)
    call.add_argument("--image-root", type=pathlib.Path)
    call.add_argument("out", nargs="?", type=pathlib.Path)
    call = call.parse_args()

    components, dependencies = read_lock_files()
    if call.image_root:
        components += read_debian_packages(call.image_root)
    program = f"activitysync@{call.version}"
    direct = sorted(ref for ref, component in components_by_ref(components).items() if component.pop("direct", True))
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": None,
        "version": 1,
        "metadata": {
            "timestamp": datetime.datetime.fromtimestamp(call.created, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": program,
                "name": "activitysync",
                "version": call.version,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": sorted(components, key=lambda component: component["bom-ref"]),
        "dependencies": [{"ref": program, "dependsOn": direct}]
        + [{"ref": ref, "dependsOn": sorted(needs)} for ref, needs in sorted(dependencies.items())],
    }
    # The same content has the same number.
    document["serialNumber"] = f"urn:uuid:{uuid.uuid5(NAMESPACE, json.dumps(document, sort_keys=True))}"
    text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    if call.out:
        call.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def components_by_ref(components):
    return {component["bom-ref"]: component for component in components}


def read_lock_files():
    """Returns the components, and the references that each depends on."""
    packages = {}
    for project in PROJECTS:
        lock = json.loads((SOURCE / "src" / project / "packages.lock.json").read_text(encoding="utf-8-sig"))
        # "net10.0", and "net10.0/linux-x64" with what only that platform needs.
        for target in lock["dependencies"].values():
            for name, package in target.items():
                if package["type"] != "Project":
                    packages.setdefault(name, {"versions": {}, "direct": False})
                    packages[name]["direct"] |= package["type"] == "Direct"
                    packages[name]["versions"][package["resolved"]] = package
    refs = {name: {version: f"pkg:nuget/{name}@{version}" for version in package["versions"]} for name, package in packages.items()}
    components, dependencies = [], {}
    for name, package in packages.items():
        for version, locked in package["versions"].items():
            component = {"type": "library", "bom-ref": refs[name][version], "name": name, "version": version}
            if "contentHash" in locked:
                content = base64.b64decode(locked["contentHash"]).hex()
                component["hashes"] = [{"alg": "SHA-512", "content": content}]
            component["purl"] = refs[name][version]
            component["direct"] = package["direct"]
            components.append(component)
            dependencies[refs[name][version]] = {
                ref for needed in locked.get("dependencies", {}) for ref in refs.get(needed, {}).values()
            }
    return components, dependencies


def read_debian_packages(root):
    release = dict(
        line.split("=", 1) for line in (root / "etc/os-release").read_text(encoding="utf-8").splitlines() if "=" in line
    )
    distribution = release["ID"].strip('"')
    components = []
    for entry in (root / "var/lib/dpkg/status").read_text(encoding="utf-8").split("\n\n"):
        fields = dict(line.split(": ", 1) for line in entry.splitlines() if ": " in line and not line.startswith(" "))
        if fields.get("Status") == "install ok installed":
            name, version, architecture = fields["Package"], fields["Version"], fields["Architecture"]
            ref = f"pkg:deb/{distribution}/{name}@{version.replace('+', '%2B').replace(':', '%3A')}?arch={architecture}"
            components.append({"type": "library", "bom-ref": ref, "name": name, "version": version, "purl": ref})
    return components


main()
