#!/usr/bin/env bash
# Checks the types and lints of the code for macOS (aarch64-apple-darwin) in a clean Debian testing. Nothing is linked or run:
# that needs Apple's frameworks. C is compiled by zig, which has macOS's headers. Needs root (for a new root, mounts), the
# mirror that apt uses here, PyPI, and about 8 GB.
#
#   scripts/check-macos.sh
#
# Variables: ROOT=folder keeps the clean system there and uses it again.
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck disable=SC2034
name=check-macos
target=aarch64-apple-darwin
. scripts/build-root.sh
root_packages+=(libssl-dev)
zig_version=0.17.1

# The SDK is not there: it is only set so that no tool of Apple's is asked for it. OpenSSL is not compiled, its headers do.
target_environment=(CC_aarch64_apple_darwin=/opt/macos/cc CXX_aarch64_apple_darwin=/opt/macos/cc AR_aarch64_apple_darwin=/opt/macos/ar
    SDKROOT=/opt/macos OPENSSL_DIR=/opt/macos/openssl OPENSSL_STATIC=1 OPENSSL_NO_VENDOR=1 ZIG_GLOBAL_CACHE_DIR=/opt/build/zig)

run_outside() {
    out=$(realpath "${CARGO_TARGET_DIR:-target}")/macos
    mkdir -p "$out"
    prepare_root
    fetch_crates
    log "fetching zig"
    as_caller python3 -m pip install --quiet --disable-pip-version-check --no-deps --upgrade --target "target/tools/zig-$zig_version" \
        "ziglang==$zig_version" >"$out/zig.log" 2>&1 || skip "zig could not be installed with pip, see $out/zig.log"
    rm -rf "$root/opt/macos"
    mkdir -p "$root/opt/macos"
    cp -r "target/tools/zig-$zig_version/ziglang" "$root/opt/macos/zig"
    copy_sources
    enter_namespace --net check_in_root "$cargo_home"
    log "passed"
}

check_in_root() {
    mount_build_folders "$1"
    write_compilers
    log "clippy: programs, libraries, tests, benchmarks and examples"
    run_cargo clippy --workspace --all-targets -- -D warnings >"$out/clippy.log" 2>&1 ||
        { tail -60 "$out/clippy.log" >&2; fail "clippy, see $out/clippy.log"; }
}

# Writes the compiler, and an OpenSSL of headers and empty libraries.
write_compilers() {
    local folder=$root/opt/macos
    # Zig knows the system by a name of its own, and the place of its headers. Objective-C needs Apple's frameworks: for a check,
    # an empty object does.
    cat >"$folder/cc" <<'END'
#!/bin/bash
arguments=()
while [ $# -gt 0 ]; do
    case $1 in
        --target=* | -mmacosx-version-min=* | -mmacos-version-min=*) ;;
        -target | -arch | -isysroot) shift ;;
        *.m | *.mm) arguments+=(-x c /dev/null) ;;
        -fobjc-* | -fmodules) ;;
        *) arguments+=("$1") ;;
    esac
    shift
done
exec /opt/macos/zig/zig cc -target aarch64-macos "${arguments[@]}"
END
    printf '#!/bin/sh\nexec /opt/macos/zig/zig ar "$@"\n' >"$folder/ar"
    chmod 755 "$folder/cc" "$folder/ar"
    mkdir -p "$folder/openssl/include" "$folder/openssl/lib"
    cp -r "$root/usr/include/openssl" "$folder/openssl/include"
    cp "$root"/usr/include/*-linux-gnu/openssl/*.h "$folder/openssl/include/openssl"
    printf '!<arch>\n' | tee "$folder/openssl/lib/libssl.a" >"$folder/openssl/lib/libcrypto.a"
}

case ${1:-} in
    --inside) root=$2 out=$3; shift 3; "$@" ;;
    *) run_outside "$@" ;;
esac
