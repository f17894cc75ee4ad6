#!/bin/sh
# Builds the native program and its three libraries into a folder.
#
#   deploy/publish.sh DIRECTORY [amd64|arm64]
#
# Needs the .NET 10 SDK, gcc, libc6-dev, zlib1g-dev. For arm64 on an amd64 machine also gcc-aarch64-linux-gnu and, in
# ARM64_ROOT, a tree with arm64's libc6-dev and zlib1g-dev (deploy/README.md has the command that creates one).
set -eu

[ $# -ge 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
out=$1 architecture=${2:-$(dpkg --print-architecture)}
source=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

case "$architecture" in
amd64) set -- -r linux-x64 ;;
arm64)
    set -- -r linux-arm64
    if [ "$(uname -m)" != aarch64 ]; then
        command -v aarch64-linux-gnu-gcc > /dev/null || { echo "publish.sh: building for arm64 on this machine needs the package gcc-aarch64-linux-gnu." >&2; exit 2; }
        [ -d "${ARM64_ROOT:-}/usr/include" ] || { echo "publish.sh: building for arm64 on this machine needs ARM64_ROOT, a tree with arm64's libc6-dev and zlib1g-dev. See deploy/README.md." >&2; exit 2; }
        # Absolute links to /lib lead out of the tree. The linker would then use the static libm, but SQLite's library needs the shared one.
        find "$ARM64_ROOT/usr/lib/aarch64-linux-gnu" -maxdepth 1 -type l -lname '/*' | while read -r link; do
            ln -sf "$(realpath "$ARM64_ROOT")$(readlink "$link")" "$link"
        done
        # The SDK passes --target, a clang option. gcc's cross compiler has only one target and rejects that option.
        cat > "$work/gcc" << 'GCC'
#!/bin/bash
for word; do [[ $word == --target=* ]] || words+=("$word"); done
exec aarch64-linux-gnu-gcc "${words[@]}"
GCC
        chmod 0755 "$work/gcc"
        set -- "$@" -p:CppCompilerAndLinker="$work/gcc" -p:ObjCopyName=aarch64-linux-gnu-objcopy -p:SysRoot="$ARM64_ROOT"
    fi
    ;;
*) echo "publish.sh: $architecture is not supported; expected amd64 or arm64." >&2; exit 2 ;;
esac

built=$work/built
dotnet publish "$source/src/ActivitySync" -c Release "$@" -o "$built" -v quiet --nologo >&2
mkdir -p "$out"
install -m 0755 "$built/activitysync" "$out/"
install -m 0644 "$built"/*.so "$out/"
