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

name=bundle-arm64
# A package that was not built is a failure, whatever the reason.
MAYFLY_MUST_INSTALL=1
. scripts/clean-debian-root.sh

# The first release whose packages for GTK can be installed for two architectures.
release=trixie
triple=aarch64-unknown-linux-gnu
compiler=aarch64-linux-gnu
packages=(ca-certificates dpkg-dev file gcc libc6-dev make perl pkgconf nodejs gcc-aarch64-linux-gnu libc6-dev-arm64-cross
    libegl-dev:arm64 librsvg2-dev:arm64 libssl-dev:arm64 libwebkit2gtk-4.1-dev:arm64)

# ---- Outside: create the clean system, and fetch what is downloaded ----------------------------------------------

if [ "${1:-}" != --inside ]; then
    require_clean_root
    [ -s ui/dist/index.html ] || fail "there is no ui/dist; run this by make bundle-arm64"
    toolchain=$(as_caller rustc --print sysroot)
    [ -d "$toolchain/lib/rustlib/$triple" ] || fail "Rust's standard library for arm64 is missing: rustup target add $triple"
    # shellcheck disable=SC2016
    cargo_home=$(as_caller sh -c 'realpath "${CARGO_HOME:-$HOME/.cargo}"')
    mirror=$(find_debian_mirror)
    [ -n "$mirror" ] || fail "apt has no mirror of Debian here"
    out=$(realpath "${CARGO_TARGET_DIR:-target}")/arm64
    as_caller mkdir -p "$out"

    choose_root_folder
    create_clean_system "$release" "$mirror"
    run_inside dpkg --add-architecture arm64
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    log "installing the compiler and the libraries"
    { run_inside apt-get update -qq && run_inside apt-get install -y -qq --no-install-recommends "${packages[@]}"; } \
        >"$out/apt.log" 2>&1 || fail "apt, see $out/apt.log"
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
