#!/usr/bin/env bash
# Runs the main job of Mayfly in real desktops, without a screen: GNOME, sway, Xfce and KDE Plasma of Debian 13, in a
# clean system where the deb is installed. Prints a line for each check; the table and the pictures are in
# target/desktops. Needs root (for a new root, mounts, a user), the mirror that apt uses here, and about 5 GB.
#
#   scripts/test-desktops.sh [DEB]
#
# Variables: ONLY="gnome sway" runs these desktops; ROOT=folder keeps the clean system there and uses it again.
set -euo pipefail
cd "$(dirname "$0")/.."

name=test-desktops
release=trixie
user=12345
key=mk_live_desktops_5b1f0c97d2e84a63
desktops=${ONLY:-gnome sway xfce plasma}
# The longest time for one desktop, in seconds.
time_limit=900

common_packages=(ca-certificates dbus dbus-x11 dbus-user-session procps psmisc gnome-keyring libsecret-tools webkit2gtk-driver
    at-spi2-core fonts-dejavu-core python3-dbus python3-gi python3-dbusmock gir1.2-gtk-3.0 xwayland xvfb xauth xclip xdotool wmctrl
    x11-utils wl-clipboard imagemagick libglib2.0-bin libgtk-3-bin dconf-gsettings-backend gsettings-desktop-schemas
    adwaita-icon-theme gnome-themes-extra xdg-utils xdg-desktop-portal xdg-desktop-portal-gtk ibus ibus-gtk3 ibus-unikey)
gnome_packages=(gnome-shell gnome-shell-extension-appindicator gnome-session-bin gnome-backgrounds xdg-desktop-portal-gnome)
sway_packages=(sway grim waybar mako-notifier swaybg)
xfce_packages=(xfce4-panel xfwm4 xfce4-settings xfce4-notifyd xfconf xfdesktop4)
plasma_packages=(kwin-wayland plasma-workspace plasma-desktop breeze-icon-theme breeze-gtk-theme kde-style-breeze kde-cli-tools
    kscreen qt6-wayland xdg-desktop-portal-kde kde-config-gtk-style)

. scripts/clean-debian-root.sh

# ---- Outside: create the clean system ----------------------------------------------------------------------------

run_outside() {
    local deb=${1:-$(echo "${CARGO_TARGET_DIR:-target}"/release/bundle/deb/*.deb)}
    [ -f "$deb" ] || fail "there is no $deb; run make bundle first"
    require_clean_root
    local sandbox mirror out
    sandbox=$(realpath "${SANDBOX:-${CARGO_TARGET_DIR:-target}/debug/tempmailg-sandbox}")
    [ -x "$sandbox" ] || fail "there is no $sandbox; run this by make test-desktops"
    mirror=$(find_debian_mirror)
    [ -n "$mirror" ] || skip "apt has no mirror of Debian here"

    out=$(realpath "${CARGO_TARGET_DIR:-target}")/desktops
    choose_root_folder
    create_clean_system "$release" "$mirror"
    cp "$deb" "$root/var/tmp/mayfly.deb"
    unshare --mount --pid --fork --kill-child "$0" --install "$root" "$out" &
    namespace=$!
    wait "$namespace" || fail "see above, and the logs in $out"

    local desktop failed=0
    for desktop in $desktops; do
        rm -f "$out/$desktop".json "$out/$desktop"-*.png "$out/$desktop"-*.log
        # A network of its own too: nothing here is seen by, or sees, what runs on this machine.
        unshare --mount --pid --net --fork --kill-child "$0" --desktop "$root" "$out" "$sandbox" "$desktop" &
        namespace=$!
        wait "$namespace" || failed=1
        namespace=
    done
    python3 scripts/desktops/write_table.py "$out" $desktops >"$out/table.md"
    cat "$out/table.md"
    log "pictures and logs: $out"
    [ $failed = 0 ] || fail "see the cells with NO, and the logs"
    log "passed"
}

# ---- In a namespace: install the desktops and the package ---------------------------------------------------------

run_install() {
    root=$1 out=$2
    mount_system
    mount --bind "$out/archives" "$root/var/cache/apt/archives"
    log "installing the desktops and $(basename "$root"/var/tmp/*.deb)"
    local packages=("${common_packages[@]}") desktop
    for desktop in $desktops; do
        local -n of_desktop=${desktop}_packages
        packages+=("${of_desktop[@]}")
    done
    run_inside apt-get update -qq
    run_inside apt-get install -y -qq --no-install-recommends "${packages[@]}" >"$out/apt.log" 2>&1 ||
        { tail -20 "$out/apt.log" >&2; fail "apt could not install the desktops"; }
    run_inside apt-get install -y -qq --no-install-recommends --reinstall --allow-downgrades /var/tmp/mayfly.deb >>"$out/apt.log" 2>&1 ||
        { tail -20 "$out/apt.log" >&2; fail "apt could not install the package"; }
    run_inside id tester >/dev/null 2>&1 || run_inside useradd --uid $user tester
}

# ---- In a namespace of its own: one desktop -------------------------------------------------------------------------

run_desktop() {
    root=$1 out=$2
    local sandbox=$3 desktop=$4 address tries=100
    mount_system
    mount --rbind /sys "$root/sys"
    mkdir -p "$root/opt/mayfly-desktops" "$root/mnt/output" "$root/home/tester"
    mount --bind scripts/desktops "$root/opt/mayfly-desktops"
    mount --bind "$out" "$root/mnt/output"
    mount -t tmpfs -o "uid=$user,gid=$user,mode=700" tmpfs "$root/home/tester"
    install -d -m 700 -o $user -g $user "$root/run/user/$user"
    install -d -m 1777 "$root/tmp/.X11-unix" "$root/tmp/.ICE-unix"
    chown $user "$out"
    ip link set lo up

    # The system bus, with a login service of a test library: GNOME Shell does not start without one.
    mkdir -p "$root/run/dbus"
    run_inside dbus-daemon --system --fork
    run_inside python3 -m dbusmock --system --template logind >"$out/$desktop-logind.log" 2>&1 &
    "$sandbox" --port 0 --key "$key" --empty --control >"$out/$desktop-service.log" 2>&1 &
    until address=$(grep -o -m 1 'http://[^ ]*' "$out/$desktop-service.log"); do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "the sandbox did not start"
        sleep 0.1
    done

    log "$desktop"
    timeout --kill-after=10 $time_limit chroot --userspec=$user:$user "$root" env -i PATH=/usr/bin:/bin:/usr/libexec \
        LANG=C.UTF-8 HOME=/home/tester USER=tester XDG_RUNTIME_DIR=/run/user/$user DESKTOPS_OUTPUT=/mnt/output \
        TEMPMAILG_API_BASE_URL="$address" MAYFLY_TEST_SERVICE="$address" MAYFLY_TEST_KEY="$key" \
        PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
        dbus-run-session -- python3 /opt/mayfly-desktops/main_job.py "$desktop"
}

case ${1:-} in
    --install) shift; run_install "$@" ;;
    --desktop) shift; run_desktop "$@" ;;
    *) run_outside "$@" ;;
esac
