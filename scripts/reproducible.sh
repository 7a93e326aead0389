#!/usr/bin/env bash
# Builds the last commit twice, in two clones in two folders, and compares the packages. It takes the time of two
# release builds; uncommitted changes are not built.
#
# Both builds use the same build folder, emptied before each, because a build script may write the path of its folder
# into what it compiles.
set -euo pipefail
cd "$(dirname "$0")/.."

base=$(mktemp -d /var/tmp/mayfly-reproducible.XXXXXX)
trap 'rm -rf "$base"' EXIT
export CARGO_BUILD_BUILD_DIR=${CARGO_BUILD_BUILD_DIR:-/var/tmp/mayfly-build}
unset CARGO_TARGET_DIR
# Fixed now, so that a commit made during the first build is in neither.
commit=$(git rev-parse HEAD)
for clone in "$base/one" "$base/another/two"; do
    git clone --quiet . "$clone"
    git -C "$clone" checkout --quiet --detach "$commit"
    rm -rf "$CARGO_BUILD_BUILD_DIR"
    make -C "$clone" bundle
done
rm -rf "$CARGO_BUILD_BUILD_DIR"

different=0
for kind in deb rpm; do
    one=$(echo "$base"/one/target/release/bundle/$kind/*.$kind)
    two=$(echo "$base"/another/two/target/release/bundle/$kind/*.$kind)
    if cmp "$one" "$two"; then
        echo "$kind: the same, $(sha256sum <"$one" | cut -d' ' -f1)"
    else
        echo "$kind: different"
        # The rpm contains the time of its build (docs/releasing.md), so a difference is expected.
        [ $kind = rpm ] || different=1
    fi
done
exit $different
