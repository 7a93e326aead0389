# A clean Debian or Ubuntu in a folder, and commands in it. Scripts source this file after they have set `name`.
# shellcheck shell=bash disable=SC2154

log() { printf '%s\n' "$name: $*"; }
fail() { log "FAILED: $*" >&2; exit 1; }
# Ends successfully where the script can't run, unless continuous integration requires it (MAYFLY_MUST_INSTALL).
skip() { log "SKIPPED: $*" >&2; [ -z "${MAYFLY_MUST_INSTALL:-}" ] && exit 0; exit 1; }

# Runs a command as the user who called sudo, with the programs that this user has.
as_caller() {
    if [ -z "${SUDO_USER:-}" ]; then "$@"; else sudo --set-home --user="$SUDO_USER" env "PATH=${CALLER_PATH:-$PATH}" "$@"; fi
}

# Skips unless a clean system can be made and used here.
require_clean_root() {
    command -v debootstrap >/dev/null || skip "debootstrap is missing (make deps-install)"
    [ "$(id -u)" = 0 ] || skip "a new root needs root: run it by make $name"
    unshare --mount --pid --net --fork true 2>/dev/null || skip "this system doesn't let root make a namespace (a container?)"
}

# Prints the mirror of Debian that apt uses here.
find_debian_mirror() {
    apt-get indextargets --format '$(ORIGIN) $(REPO_URI) $(RELEASE)' 'Created-By: Packages' |
        awk '$1 == "Debian" && $2 !~ /security/ { print $2; exit }'
}

# Sets $root to the folder in ROOT, or to a new one that is removed at the end of the script. Mounts belong into a
# namespace of their own, whose first process is $namespace: it ends with its processes, so nothing is mounted any more
# when the folder is removed, however the script ends.
choose_root_folder() {
    root=${ROOT:-$(mktemp -d "/var/tmp/mayfly-$name.XXXXXX")}
    namespace=
    # shellcheck disable=SC2329
    clean_up() {
        [ -z "$namespace" ] || { kill -KILL "$namespace" && wait "$namespace"; } 2>/dev/null || true
        [ -n "${ROOT:-}" ] || rm -rf --one-file-system "$root"
    }
    trap clean_up EXIT
    trap 'exit 130' INT TERM HUP
}

# Makes the system in $root unless it is there: create_clean_system RELEASE MIRROR [SCRIPT OF DEBOOTSTRAP]. Logs and downloaded
# packages are in $out.
create_clean_system() {
    local release=$1 mirror=$2
    mkdir -p "$out/debs" "$out/archives/partial"
    if [ ! -d "$root/usr/share/doc" ]; then
        log "creating a clean $release"
        mkdir -p "$root"
        chmod 755 "$root"
        debootstrap --variant=minbase --cache-dir="$out/debs" "$release" "$root" "$mirror" ${3:+"$3"} >"$out/debootstrap.log" 2>&1 ||
            { tail -5 "$out/debootstrap.log" >&2; skip "debootstrap could not make a system (no network?), see $out/debootstrap.log"; }
        echo "deb $mirror $release main" >"$root/etc/apt/sources.list"
    fi
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    # The system is thrown away: nothing has to survive a power cut.
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/unsafe-io"
    apt-config dump | grep -iE '^Acquire::https?::Proxy' >"$root/etc/apt/apt.conf.d/90proxy" || true
}

# Runs a command in the clean system.
run_inside() { LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }

# Mounts the folders of a running system; in a namespace of mounts.
mount_system() {
    mount -t proc proc /proc
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/dev/shm"
    mount -t tmpfs tmpfs "$root/run"
    mount -t tmpfs tmpfs "$root/tmp"
    chmod 1777 "$root/tmp" "$root/dev/shm"
}
