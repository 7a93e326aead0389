#!/usr/bin/env bash
# Builds the release and packs it as deb and rpm, in target/release/bundle. The packages are reproducible within the
# limits in docs/releasing.md: times are those of the commit, files are in order, and no local path is in them.
#
#   scripts/bundle.sh            build and pack
#   scripts/bundle.sh --pack     pack the programs that were built before
#
# CARGO_BUILD_TARGET builds for another target, TAURI_CLI is an installed tauri.js; scripts/bundle-arm64.sh sets both.
set -euo pipefail
cd "$(dirname "$0")/.."

# Not in ui/package.json: npm drops the binaries of other platforms from a lock file without addresses.
tauri_cli=@tauri-apps/cli@2.12.5
target=${CARGO_TARGET_DIR:-target}${CARGO_BUILD_TARGET:+/$CARGO_BUILD_TARGET}
cargo_home=${CARGO_HOME:-$HOME/.cargo}
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null) || SOURCE_DATE_EPOCH=$(stat --format %Y Cargo.lock)
fi
export SOURCE_DATE_EPOCH
export RUSTFLAGS="${RUSTFLAGS:-} --remap-path-prefix=$cargo_home=/cargo"
umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Runs Tauri's packer: run_tauri SUBCOMMAND ARGUMENTS …
run_tauri() {
    if [ -n "${TAURI_CLI:-}" ]; then
        node "$TAURI_CLI" "$@" --ci ${CARGO_BUILD_TARGET:+--target "$CARGO_BUILD_TARGET"}
    else
        npx --yes "$tauri_cli" "$@" --ci ${CARGO_BUILD_TARGET:+--target "$CARGO_BUILD_TARGET"}
    fi
}

if [ "${1:-}" != --pack ]; then
    run_tauri build --no-bundle
    cargo build --profile tempmailg -p tempmailg-cli --bin tempmailg
fi

# tauri.conf.json takes these files into the packages.
generated=target/packages
rm -rf "$generated" "$target/release/bundle"
mkdir -p "$generated"
node scripts/licences.mjs --text "$generated/third-party.txt"
cp CHANGELOG.md "$generated/changelog"
cp src-tauri/linux/mayfly.1 "$generated/mayfly.1"
gzip -9n "$generated"/*
src-tauri/linux/metainfo.sh >"$generated/app.mayfly.Mayfly.metainfo.xml"
mkdir "$generated/cli"
cp crates/tempmailg-cli/package/*.1 "$generated/cli"
gzip -9n "$generated"/cli/*
install -m 755 "$target/tempmailg/tempmailg" "$generated/cli/tempmailg"
run_tauri bundle --bundles deb,rpm

# Packs the deb at $1 again. Tauri's deb has the times and the file order of the build, and depends only on the
# libraries that Tauri uses itself.
repack_deb() {
    local deb=$1 root=$work/deb depends
    dpkg-deb --raw-extract "$deb" "$root"
    find "$root" -type d -exec chmod 755 {} +
    find "$root" -type f -exec chmod 644 {} +
    chmod 755 "$root"/usr/bin/*

    # Debian's own tool lists the linked libraries. It can't know the certificates of authorities, without which no HTTP
    # client can be created.
    mkdir -p "$work/debian"
    printf 'Source: mayfly\n\nPackage: mayfly\nArchitecture: any\n' >"$work/debian/control"
    depends=$(cd "$work" && dpkg-shlibdeps -O "$root/usr/bin/mayfly" "$root/usr/bin/tempmailg" | sed -n 's/^shlibs:Depends=//p')
    local size
    size=$(find "$root/usr" -type f -printf '%s\n' -o -printf '1024\n' | awk '{ k += int(($1 + 1023) / 1024) } END { print k }')
    sed -i -e "s/^Depends:.*/Depends: $depends, ca-certificates/" \
        -e "s/^Installed-Size:.*/Installed-Size: $size/" "$root/DEBIAN/control"
    (cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)

    find "$root" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
    dpkg-deb --root-owner-group -Zxz -z9 --build "$root" "$deb" >/dev/null
}

if command -v dpkg-shlibdeps >/dev/null; then
    repack_deb "$(echo "$target"/release/bundle/deb/*.deb)"
else
    echo "dpkg-dev is not installed: the deb has only the dependencies that Tauri knows, and the times of this build." >&2
fi
ls -l "$target"/release/bundle/{deb/*.deb,rpm/*.rpm}
