#!/usr/bin/env bash
# Builds the release and packs it as deb and rpm, in target/release/bundle. The same commit gives the same bytes as
# far as docs/releasing.md says: times are the commit's, files stand in order, and no folder of this machine is named.
#
#   scripts/bundle.sh            builds and packs
#   scripts/bundle.sh --pack     packs the program that is in target/release
set -euo pipefail
cd "$(dirname "$0")/.."

# Not among the page's packages: npm drops the other platforms' binaries from a lock file without addresses.
cli=@tauri-apps/cli@2.12.5
target=${CARGO_TARGET_DIR:-target}
cargo_home=${CARGO_HOME:-$HOME/.cargo}
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null) || SOURCE_DATE_EPOCH=$(stat --format %Y Cargo.lock)
fi
export SOURCE_DATE_EPOCH
export RUSTFLAGS="${RUSTFLAGS:-} --remap-path-prefix=$cargo_home=/cargo"
umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ "${1:-}" != --pack ]; then
    npx --yes "$cli" build --no-bundle --ci
fi

# Where tauri.conf.json looks for what is made here.
made=target/packages
rm -rf "$made" "$target/release/bundle"
mkdir -p "$made"
node scripts/licences.mjs --text "$made/third-party.txt"
cp CHANGELOG.md "$made/changelog"
cp src-tauri/linux/mayfly.1 "$made/mayfly.1"
gzip -9n "$made"/*
npx --yes "$cli" bundle --bundles deb,rpm --ci

# Tauri writes a deb with the times and the order of the build, and knows only the libraries that it uses itself.
repack() {
    local deb=$1 root=$work/deb depends
    dpkg-deb --raw-extract "$deb" "$root"
    find "$root" -type d -exec chmod 755 {} +
    find "$root" -type f -exec chmod 644 {} +
    chmod 755 "$root"/usr/bin/*

    # What it is linked with, by Debian's own tool. The tray's library is opened while running, the certificates of
    # authorities are read: without any, no HTTP client can be made.
    mkdir -p "$work/debian"
    printf 'Source: mayfly\n\nPackage: mayfly\nArchitecture: any\n' >"$work/debian/control"
    depends=$(cd "$work" && dpkg-shlibdeps -O "$root/usr/bin/mayfly" | sed -n 's/^shlibs:Depends=//p')
    local size
    size=$(find "$root/usr" -type f -printf '%s\n' -o -printf '1024\n' | awk '{ k += int(($1 + 1023) / 1024) } END { print k }')
    sed -i -e "s/^Depends:.*/Depends: $depends, libayatana-appindicator3-1, ca-certificates/" \
        -e "s/^Installed-Size:.*/Installed-Size: $size/" "$root/DEBIAN/control"
    (cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)

    find "$root" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz -z9 --build "$root" "$deb" >/dev/null
}

if command -v dpkg-shlibdeps >/dev/null; then
    repack "$(echo "$target"/release/bundle/deb/*.deb)"
else
    echo "No dpkg-dev here: the deb has the dependencies Tauri knows, and the times of this build." >&2
fi
ls -l "$target"/release/bundle/{deb/*.deb,rpm/*.rpm}
