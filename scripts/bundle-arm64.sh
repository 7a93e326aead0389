#!/usr/bin/env bash
# Builds Mayfly for arm64 on a machine of another architecture, and packs it as deb and rpm, in
# target/arm64/aarch64-unknown-linux-gnu/release/bundle. The libraries and the linker are those of a clean Debian, so the
# packages run on that release and on newer ones. Needs root (for a new root, mounts), the mirror that apt uses here, and
# about 8 GB.
#
#   scripts/bundle-arm64.sh
#
# ROOT=folder keeps the clean system there and uses it again. Variables CARGO_PROFILE_… are passed on.
set -euo pipefail
cd "$(dirname "$0")/.."

log() { printf '%s\n' "bundle-arm64: $*"; }
fail() { log "FAILED: $*" >&2; exit 1; }

# Runs a command as the user who called sudo, with the programs that this user has.
as_caller() {
    if [ -z "${SUDO_USER:-}" ]; then "$@"; else sudo --set-home --user="$SUDO_USER" env "PATH=${CALLER_PATH:-$PATH}" "$@"; fi
}

# The first release whose packages for GTK can be installed for two architectures.
release=trixie
triple=aarch64-unknown-linux-gnu
compiler=aarch64-linux-gnu
packages=(ca-certificates dpkg-dev file gcc libc6-dev make perl pkgconf nodejs gcc-aarch64-linux-gnu libc6-dev-arm64-cross
    libayatana-appindicator3-dev:arm64 libegl-dev:arm64 librsvg2-dev:arm64 libssl-dev:arm64 libwebkit2gtk-4.1-dev:arm64)

# ---- Outside: create the clean system, and fetch what is downloaded ----------------------------------------------

if [ "${1:-}" != --inside ]; then
    [ "$(id -u)" = 0 ] || fail "a new root needs root: run it by make bundle-arm64"
    command -v debootstrap >/dev/null || fail "debootstrap is missing (make deps-install)"
    [ -s ui/dist/index.html ] || fail "there is no ui/dist; run this by make bundle-arm64"
    toolchain=$(as_caller rustc --print sysroot)
    [ -d "$toolchain/lib/rustlib/$triple" ] || fail "Rust's standard library for arm64 is missing: rustup target add $triple"
    # shellcheck disable=SC2016
    cargo_home=$(as_caller sh -c 'realpath "${CARGO_HOME:-$HOME/.cargo}"')
    mirror=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
        awk '$1 == "Debian" && $2 !~ /security/ { print $2; exit }')
    [ -n "$mirror" ] || fail "apt has no mirror of Debian here"
    out=$(realpath "${CARGO_TARGET_DIR:-target}")/arm64
    as_caller mkdir -p "$out"

    root=${ROOT:-$(mktemp -d /var/tmp/mayfly-arm64.XXXXXX)}
    trap '[ -n "${ROOT:-}" ] || rm -rf --one-file-system "$root"' EXIT
    trap 'exit 130' INT TERM HUP
    if [ ! -d "$root/usr/share/doc" ]; then
        log "creating a clean $release"
        mkdir -p "$root"
        debootstrap --variant=minbase "$release" "$root" "$mirror" >"$out/debootstrap.log" 2>&1 || fail "debootstrap, see $out/debootstrap.log"
        chroot "$root" dpkg --add-architecture arm64
        echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
        apt-config dump | grep -iE '^Acquire::https?::Proxy' >"$root/etc/apt/apt.conf.d/90proxy" || true
        cp /etc/resolv.conf "$root/etc/resolv.conf"
    fi
    log "installing the compiler and the libraries"
    { chroot "$root" apt-get update -qq && DEBIAN_FRONTEND=noninteractive chroot "$root" \
        apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >"$out/apt.log" 2>&1 || fail "apt, see $out/apt.log"
    log "fetching the crates and Tauri's packer"
    as_caller cargo fetch --locked --quiet
    as_caller npm install --silent --no-audit --no-fund --prefix "$out/tools" "$(sed -n 's/^tauri_cli=//p' scripts/bundle.sh)"
    SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(as_caller git log -1 --format=%ct)} \
        unshare --mount --pid --fork --kill-child "$0" --inside "$root" "$out" "$cargo_home" "$toolchain"
    [ -z "${SUDO_USER:-}" ] || chown -R "$SUDO_USER:" "$out" target/packages
    ls -l "$out/$triple/release/bundle"/{deb/*.deb,rpm/*.rpm}
    exit 0
fi

# ---- In a namespace of mounts, which ends with its processes -------------------------------------------------------

root=$2 out=$3 cargo_home=$4 toolchain=$5
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
for folder in "$PWD" "$out" "$cargo_home" "$toolchain"; do
    mkdir -p "$root$folder"
    mount --bind "$folder" "$root$folder"
done
libraries=/usr/lib/$compiler/pkgconfig:/usr/share/pkgconfig
mapfile -t profile < <(env | grep '^CARGO_PROFILE_' || true)
log "building and packing"
chroot "$root" env --ignore-environment -C "$PWD" PATH="$toolchain/bin:/usr/bin:/bin" HOME=/root LC_ALL=C.UTF-8 \
    CARGO_HOME="$cargo_home" CARGO_TARGET_DIR="$out" CARGO_NET_OFFLINE=true CARGO_BUILD_TARGET=$triple \
    CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=$compiler-gcc CC_aarch64_unknown_linux_gnu=$compiler-gcc \
    AR_aarch64_unknown_linux_gnu=$compiler-ar PKG_CONFIG_ALLOW_CROSS=1 PKG_CONFIG_LIBDIR="$libraries" \
    TAURI_CLI="$out/tools/node_modules/@tauri-apps/cli/tauri.js" DEB_HOST_ARCH=arm64 \
    "${profile[@]}" ${CARGO_BUILD_JOBS:+"CARGO_BUILD_JOBS=$CARGO_BUILD_JOBS"} "SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH" \
    scripts/bundle.sh
