# Sourced by try-compose.sh and try-cluster.sh: Podman with a storage of its own in a temporary folder, removed at the end.

start_podman() { # the compose file that will be in $work/project
    work=$(mktemp -d) compose=$1
    mkdir "$work/project" "$work/storage"
    printf '[storage]\ndriver = "overlay"\ngraphroot = "%s/storage/graph"\nrunroot = "%s/storage/run"\n' "$work" "$work" > "$work/storage.conf"
    # Works without systemd, with cgroups of both versions at once (runc only), and without the right to raise limits.
    manager=systemd runtime=crun
    [ -d /run/systemd/system ] || manager=cgroupfs
    [ ! -d /sys/fs/cgroup/unified ] || runtime=runc
    printf '[engine]\ncgroup_manager = "%s"\nruntime = "%s"\nevents_logger = "file"\n[containers]\nlog_driver = "k8s-file"\ndefault_ulimits = ["nofile=4096:4096", "nproc=1000:1000"]\n' "$manager" "$runtime" > "$work/containers.conf"
    export CONTAINERS_STORAGE_CONF="$work/storage.conf" CONTAINERS_CONF="$work/containers.conf"
    trap end_podman EXIT # not before these are set: a reset would delete what this machine's Podman has
}

end_podman() {
    (cd "$work/project" && podman-compose -f "$compose" down --volumes) > /dev/null 2>&1 || true
    podman system reset --force > /dev/null 2>&1 || true
    # What is still mounted must not be deleted.
    awk -v folder="$work/" 'index($2, folder) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount 2> /dev/null || true
    rm -rf --one-file-system "$work"
}
