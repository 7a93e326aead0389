# A root of Debian testing with the compilers for other systems, for check-windows.sh and check-macos.sh, which source this
# file after they have set `name`. The crates are fetched on this machine; in the root there is no network.
# shellcheck shell=bash disable=SC2154

release=forky
stable_release=trixie
# The release is newer than this machine's debootstrap may know; this script makes any.
release_script=/usr/share/debootstrap/scripts/sid

# perl: OpenSSL's build.
root_packages=(ca-certificates cargo rustc rust-src rust-clippy gcc libc6-dev make perl pkgconf procps zip
    gcc-mingw-w64-x86-64-posix g++-mingw-w64-x86-64-posix wine wine64 nsis)

. scripts/clean-debian-root.sh

# Creates the root at $root, or uses the one that is there, and installs the packages. Logs are in $out.
prepare_root() {
    local mirror
    require_clean_root
    mirror=$(find_debian_mirror)
    [ -n "$mirror" ] || skip "apt has no mirror of Debian here"
    choose_root_folder
    create_clean_system "$release" "$mirror" "$release_script"
    # Testing has no wine at times. That of the stable release runs there.
    printf 'deb %s %s main\n' "$mirror" "$release" "$mirror" "$stable_release" >"$root/etc/apt/sources.list"
    # The lists of testing expire after a week, and a mirror may be further behind. They are still signed.
    echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/90mirror"
    enter_namespace install_packages
}

# Runs a function of the script as the first process of new namespaces, with $root and $out: enter_namespace [--net] FUNCTION ARGUMENTS …
enter_namespace() {
    local network=
    [ "$1" != --net ] || { network=--net; shift; }
    unshare --mount --pid $network --fork --kill-child "$0" --inside "$root" "$out" "$@" &
    namespace=$!
    wait "$namespace" || fail "see above, and the logs in $out"
    namespace=
}

install_packages() {
    local missing=() package
    for package in "${root_packages[@]}"; do
        run_inside dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    mount_system
    mount --bind "$out/archives" "$root/var/cache/apt/archives"
    log "installing the compilers"
    run_inside apt-get update -qq
    run_inside apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$out/apt.log" 2>&1 ||
        { tail -20 "$out/apt.log" >&2; fail "apt could not install the compilers"; }
}

# Fetches the crates of the workspace and of the standard library, which is compiled for the target.
fetch_crates() {
    log "fetching the crates"
    # shellcheck disable=SC2016
    cargo_home=${CARGO_HOME:-$(as_caller sh -c 'echo "$HOME/.cargo"')}
    library=$(echo "$root"/usr/lib/rustlib/src/rust/library)
    [ -f "$library/Cargo.toml" ] || library=$(echo "$root"/usr/src/rustc-*/library)
    as_caller cargo fetch --locked --quiet || skip "the crates could not be fetched (no network?)"
    as_caller env RUSTC_BOOTSTRAP=1 cargo fetch --locked --quiet --manifest-path "$library/Cargo.toml" ||
        skip "the crates of the standard library could not be fetched (no network?)"
}

# Copies the sources into the root, where they have one path for everybody and are not changed by a build.
copy_sources() {
    [ -s ui/dist/index.html ] || fail "there is no ui/dist; run this by make $name"
    rm -rf "$root/mayfly"
    mkdir -p "$root/mayfly"
    { git ls-files --cached --others --exclude-standard; find ui/dist -type f; } | sort -u | while read -r file; do
        [ ! -f "$file" ] || printf '%s\n' "$file"
    done | tar --create --files-from=- | tar --extract --directory "$root/mayfly"
}

# Mounts what a build needs: the system, the crates (not writable) and the folder for what is built, which the checks for
# several systems share.
mount_build_folders() {
    local cargo_home=$1
    build=$(dirname "$out")/cross
    mount_system
    ip link set lo up
    mkdir -p "$root/opt/cargo/registry" "$root/opt/build" "$build"
    mount --bind "$cargo_home/registry" "$root/opt/cargo/registry"
    mount -o remount,bind,ro "$root/opt/cargo/registry"
    [ ! -f "$cargo_home/config.toml" ] || cp "$cargo_home/config.toml" "$root/opt/cargo/config.toml"
    mount --bind "$build" "$root/opt/build"
}

# Runs a command in the sources of the root, with the variables in target_environment alone.
run_in_sources() {
    run_inside env --ignore-environment -C /mayfly PATH=/usr/bin:/bin LC_ALL=C.UTF-8 HOME=/root CARGO_HOME=/opt/cargo CARGO_TARGET_DIR=/opt/build \
        "CARGO_BUILD_JOBS=${CARGO_BUILD_JOBS:-$(nproc)}" CARGO_NET_OFFLINE=true CARGO_TERM_COLOR=never "${target_environment[@]}" "$@"
}

# Runs cargo for $target, with a standard library that is compiled too: run_cargo SUBCOMMAND ARGUMENTS …
run_cargo() {
    local subcommand=$1; shift
    run_in_sources RUSTC_BOOTSTRAP=1 cargo "$subcommand" -Zbuild-std=std,panic_unwind --target "$target" --locked "$@"
}
