#!/usr/bin/env bash
# Builds the release and packs it as deb and rpm, in target/release/bundle. The same commit gives the same bytes
# (docs/releasing.md): times are the commit's, files are packed in order, and no folder of this machine is inside.
#
#   scripts/bundle.sh            builds and packs
#   scripts/bundle.sh --pack     packs the program that target/release has
set -euo pipefail
cd "$(dirname "$0")/.."

# Not among the page's packages: npm drops the other platforms' binaries from a lock file without addresses.
cli=@tauri-apps/cli@2.12.5
target=${CARGO_TARGET_DIR:-target}
cargo_home=${CARGO_HOME:-$HOME/.cargo}
if [ -z "${SOURCE_DATE_EPOCH:-}" ]; then
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null) || SOURCE_DATE_EPOCH=0
fi
export SOURCE_DATE_EPOCH
export RUSTFLAGS="${RUSTFLAGS:-} --remap-path-prefix=$cargo_home=/cargo"

if [ "${1:-}" != --pack ]; then
    npx --yes "$cli" build --no-bundle --ci
fi
# Packages take files with their modes; what a clone gives depends on the umask.
umask 022
rm -rf "$target/release/bundle"
npx --yes "$cli" bundle --bundles deb,rpm --ci
