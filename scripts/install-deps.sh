#!/usr/bin/env bash
# Installs what is missing to build (and, with "test", to test) Mayfly on Debian and Ubuntu.
# Elsewhere it only says what is needed.
set -euo pipefail

build=(build-essential pkg-config libwebkit2gtk-4.1-dev libayatana-appindicator3-dev librsvg2-dev libssl-dev libegl-dev)
# For running without a display: a virtual one, a bus, and a picture of the window.
headless=(xvfb dbus-x11 openbox imagemagick)
test=(xauth iproute2 util-linux dbus-daemon webkit2gtk-driver gnome-keyring libsecret-tools xclip xdotool desktop-file-utils)
install=(debootstrap appstream man-db bsdextrautils x11-utils)

wanted=()
for group in "$@"; do
    case $group in
        build) wanted+=("${build[@]}") ;;
        test) wanted+=("${headless[@]}" "${test[@]}") ;;
        install) wanted+=("${install[@]}") ;;
        headless) wanted+=("${headless[@]}") ;;
        *) echo "install-deps: unknown group '$group'" >&2; exit 2 ;;
    esac
done
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    wanted+=("${headless[@]}")
fi

if command -v dpkg-query >/dev/null; then
    missing=()
    for package in "${wanted[@]}"; do
        status=$(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null) || status=none
        [ "$status" = installed ] || missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        echo "Installing: ${missing[*]}"
        sudo=()
        if [ "$(id -u)" != 0 ]; then
            command -v sudo >/dev/null || { echo "Please install these packages as root: ${missing[*]}" >&2; exit 1; }
            sudo=(sudo)
        fi
        "${sudo[@]}" apt-get update -qq
        "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    fi
else
    echo "Not a Debian or Ubuntu system; make sure that the counterparts of these are there: ${wanted[*]}"
fi

if ! command -v cargo >/dev/null; then
    echo "Rust is missing: install it with rustup (https://rustup.rs), then run this again." >&2
    exit 1
fi
if ! node --eval 'const [a, b] = process.versions.node.split(".").map(Number);
        process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null; then
    echo "Node.js 20.19 or 22.12 or newer is missing (https://nodejs.org); it builds the window's page." >&2
    exit 1
fi
