#!/usr/bin/env bash
# Installs what Mayfly needs on Debian and Ubuntu, in groups. On other systems it prints the list.
# Rust and Node.js are only checked for.
#
#   scripts/install-deps.sh build [test] [automation] [install] [peers] [headless]
set -euo pipefail
cd "$(dirname "$0")/.."

build_packages=(build-essential pkg-config libwebkit2gtk-4.1-dev libayatana-appindicator3-dev librsvg2-dev libssl-dev libegl-dev)
# To run without a display: a virtual display, a session bus, a window manager and a tool for screenshots.
headless_packages=(xvfb dbus-x11 openbox imagemagick)
test_packages=(xauth iproute2 util-linux dbus-daemon webkit2gtk-driver gnome-keyring libsecret-tools xclip xdotool desktop-file-utils zsh fish \
    ibus ibus-gtk3 ibus-unikey)
# To read the proxy settings of KDE. Releases with a newer libproxy have no such packages.
optional_test_packages=(libproxy1-plugin-kconfig libkf5config-bin)
# For the recipes of docs/automation.md.
automation_packages=(curl python3 python3-pytest)
# Elsewhere the package of this name installs no browser by itself.
if grep -qs '^ID=debian$' /etc/os-release; then automation_packages+=(chromium); fi
# To install the package into a clean system.
install_packages=(debootstrap appstream man-db bsdextrautils x11-utils)
# The programs that Mayfly is compared with, and the mail server for them. On Ubuntu some of these names install snaps instead.
peer_packages=(geary thunderbird chromium dovecot-imapd)
# The spelling checker, from PyPI. It is optional: `make lint` skips the spelling without it.
typos_version=1.52.0

wanted=()
optional=()
wants_typos=
for group in "$@"; do
    case $group in
        build) wanted+=("${build_packages[@]}") ;;
        test) wanted+=("${headless_packages[@]}" "${test_packages[@]}"); optional+=("${optional_test_packages[@]}"); wants_typos=yes ;;
        automation) wanted+=("${automation_packages[@]}") ;;
        install) wanted+=("${install_packages[@]}") ;;
        peers) wanted+=("${peer_packages[@]}") ;;
        headless) wanted+=("${headless_packages[@]}") ;;
        *) echo "install-deps: unknown group '$group'" >&2; exit 2 ;;
    esac
done
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    wanted+=("${headless_packages[@]}")
fi

if command -v dpkg-query >/dev/null; then
    is_installed() {
        [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
    }
    missing=()
    for package in "${wanted[@]}"; do
        is_installed "$package" || missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        echo "Installing: ${missing[*]}"
        sudo=()
        if [ "$(id -u)" != 0 ]; then
            command -v sudo >/dev/null || { echo "Please install these packages as root: ${missing[*]}" >&2; exit 1; }
            sudo=(sudo)
        fi
        "${sudo[@]}" apt-get update -qq
        for package in "${optional[@]}"; do
            if ! is_installed "$package" && apt-cache show "$package" >/dev/null 2>&1; then
                missing+=("$package")
            fi
        done
        "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    fi
else
    echo "This is not Debian or Ubuntu. Make sure that the counterparts of these packages are installed: ${wanted[*]}"
fi

if ! command -v cargo >/dev/null; then
    echo "Rust is missing. Install it with rustup (https://rustup.rs), then run this again." >&2
    exit 1
fi
if ! node --eval 'const [a, b] = process.versions.node.split(".").map(Number);
        process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null; then
    echo "Node.js 20.19, or 22.12 or newer, is missing (https://nodejs.org). It builds the page of the window." >&2
    exit 1
fi

if [ -n "$wants_typos" ] && ! command -v typos >/dev/null && [ ! -x target/tools/typos/bin/typos ]; then
    # A folder of its own, because Debian's pip refuses to install into the system.
    python3 -m pip install --quiet --disable-pip-version-check --no-deps --timeout 10 --retries 1 \
        --target target/tools/typos "typos==$typos_version" 2>/dev/null ||
        echo "install-deps: typos could not be installed with pip, so the spelling will not be checked" >&2
fi
