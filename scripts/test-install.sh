#!/usr/bin/env bash
# Installs the deb in a clean Debian or Ubuntu of the machine's own release, starts Mayfly there, and takes it off
# again. Everything Mayfly sees is the clean system's; display, bus and keychain come from outside by their sockets.
# Pictures: target/install/*.png. Needs root (a new root, mounts, a user) and the mirror that apt uses here.
#
#   scripts/test-install.sh [DEB]
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '%s\n' "test-install: $*"; }
fail() { say "FAILED: $*" >&2; exit 1; }
# What can't be tried here isn't a failure, unless continuous integration asks for it.
skip() { say "SKIPPED: $*" >&2; [ -z "${MAYFLY_MUST_INSTALL:-}" ] && exit 0; exit 1; }

# Until it is so, for a minute.
wait_for() {
    local what=$1 tries=600; shift
    until "$@"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "waited in vain for $what"
        sleep 0.1
    done
}

# ---- From outside: the new root, and a namespace for all that is mounted and started ----------------------------

if [ "${1:-}" != --inside ]; then
    deb=${1:-$(echo "${CARGO_TARGET_DIR:-target}"/release/bundle/deb/*.deb)}
    [ -f "$deb" ] || fail "there is no $deb; run make bundle first"
    command -v debootstrap >/dev/null || skip "debootstrap is missing (make deps-install)"
    [ "$(id -u)" = 0 ] || skip "a new root needs root: run it by make test-install"
    unshare --mount --pid --fork true 2>/dev/null || skip "this system doesn't let root make a namespace (a container?)"
    sandbox=$(realpath "${CARGO_TARGET_DIR:-target}/debug/tempmailg-sandbox")
    [ -x "$sandbox" ] || fail "there is no $sandbox; run this by make test-install"

    # The release and mirrors that apt has here.
    sources=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        awk '$1 == "Debian" || $1 == "Ubuntu" { print "deb", $2, $3, $4 }' | sort -u)
    . /etc/os-release
    mirror=$(echo "$sources" | awk -v release="$VERSION_CODENAME" '$3 == release { print $2; exit }')
    [ -n "$mirror" ] || skip "apt has no mirror of Debian or Ubuntu here"

    # Mounts are made in a namespace of their own, which ends with all that runs in it: nothing is mounted any more
    # when the folder is removed, however this ends.
    root=$(mktemp -d /var/tmp/mayfly-install.XXXXXX)
    namespace=
    # shellcheck disable=SC2329
    clean_up() {
        [ -z "$namespace" ] || { kill -KILL "$namespace" && wait "$namespace"; } 2>/dev/null || true
        rm -rf --one-file-system "$root"
    }
    trap clean_up EXIT
    trap 'exit 130' INT TERM HUP
    chmod 755 "$root"
    out=$(realpath "${CARGO_TARGET_DIR:-target}")/install
    mkdir -p "$out/debs"
    rm -f "$out"/*.png
    say "making a clean $VERSION_CODENAME"
    debootstrap --variant=minbase --cache-dir="$out/debs" "$VERSION_CODENAME" "$root" "$mirror" >"$out/debootstrap.log" 2>&1 ||
        { tail -5 "$out/debootstrap.log" >&2; skip "debootstrap could not make a system (no network?), see $out/debootstrap.log"; }
    echo "$sources" >"$root/etc/apt/sources.list"
    apt-config dump | grep -iE '^Acquire::https?::Proxy' >"$root/etc/apt/apt.conf.d/90proxy" || true
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    cp "$deb" "$root/var/tmp/mayfly.deb"
    # The shell in between is the namespace's first process: an X server tells no first process that it is ready.
    unshare --mount --pid --fork --kill-child bash -c 'xvfb-run -a -s "-screen 0 1200x800x24" "$@"; exit $?' bash \
        "$0" --inside "$root" "$out" "$sandbox" &
    namespace=$!
    wait "$namespace" || fail "see above, and the logs in $out"
    namespace=
    say "passed"
    exit 0
fi

# ---- In the namespace --------------------------------------------------------------------------------------------

root=$2 out=$3 sandbox=$4
user=12345
mount -t proc proc /proc
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root/tmp/.X11-unix" "$out/archives/partial"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
chmod 1777 "$root/tmp"
mount --bind "$out/archives" "$root/var/cache/apt/archives"

inside() { LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }
installed() { inside dpkg-query --show --showformat '${db:Status-Status}' mayfly 2>/dev/null | grep -q '^installed$'; }

say "installing $(basename "$root"/var/tmp/*.deb) with what it depends on, nothing recommended"
inside apt-get update -qq
inside apt-get install -y -qq --no-install-recommends /var/tmp/mayfly.deb >"$out/apt.log" 2>&1 ||
    { tail -20 "$out/apt.log" >&2; fail "apt could not install it"; }
installed || fail "apt says it went well, dpkg doesn't know it"
inside dpkg -L mayfly >"$out/files.txt"

# The program and every library that it is linked with or opens by name.
version=$(inside dpkg-query --show --showformat '${Version}' mayfly)
[ "$(inside mayfly --version)" = "mayfly $version" ] || fail "mayfly --version isn't $version"
missing=$(inside ldd /usr/bin/mayfly | grep 'not found' || true)
[ -z "$missing" ] || fail "libraries are missing: $missing"
[ -n "$(inside ldconfig -p | grep 'libayatana-appindicator3\.so\.1 ')" ] || fail "the tray's library is missing"

# What the desktop and software centres read.
desktop-file-validate "$root/usr/share/applications/Mayfly.desktop" || fail "the desktop file"
grep -q '^Exec=mayfly$' "$root/usr/share/applications/Mayfly.desktop" || fail "the desktop file starts something else"
if command -v appstreamcli >/dev/null; then
    appstreamcli validate --no-net "$root/usr/share/metainfo/app.mayfly.Mayfly.metainfo.xml" >"$out/appstream.log" ||
        { cat "$out/appstream.log" >&2; fail "the AppStream metadata"; }
else
    say "appstreamcli isn't here: the AppStream metadata was not validated"
fi
for size in 32x32 64x64 128x128 256x256 512x512; do
    identify "$root/usr/share/icons/hicolor/$size/apps/mayfly.png" | grep -q " PNG $size " || fail "the icon of $size"
done
[ -s "$root/usr/share/icons/hicolor/scalable/apps/mayfly.svg" ] || fail "the scalable icon"
page=$(MANWIDTH=80 man --local-file --warnings "$root/usr/share/man/man1/mayfly.1.gz" 2>&1 | col -b)
case $page in *"mayfly - disposable e-mail"*--demo*MAYFLY_LOG*) ;; *) fail "the man page: $page" ;; esac
[ -n "$(gzip -dc "$root/usr/share/doc/mayfly/third-party.txt.gz" | grep '^SQLCipher sqlcipher-src ')" ] || fail "the notices of third parties"
grep -q '^License: Expat' "$root/usr/share/doc/mayfly/copyright" || fail "the copyright file"

# ---- A person's desktop ------------------------------------------------------------------------------------------

inside useradd --uid $user --create-home tester
run=$root/run/user/$user keyring=$out/keyring
rm -rf "$keyring"
mkdir -p "$run" "$keyring"
chown -R $user "$run" "$keyring"
chmod 700 "$run" "$keyring"
install -o $user -m 600 "$XAUTHORITY" "$root/home/tester/.Xauthority"

# The bus and the keychain ask who that is.
cp /etc/passwd "$root/tmp/passwd"
echo "tester:x:$user:$user::/nonexistent:/bin/false" >>"$root/tmp/passwd"
mount --bind "$root/tmp/passwd" /etc/passwd

as_user() { setpriv --reuid=$user --regid=$user --clear-groups "$@"; }
bus=unix:path=$run/bus
# Above the user's own folders nobody else may look; the keychain's daemon has its own home.
as_user env -i PATH="$PATH" HOME="$keyring" dbus-daemon --session --nofork --nopidfile --address="$bus" 2>"$out/bus.log" &
wait_for "the bus" test -S "$run/bus"
printf test | as_user env -i PATH="$PATH" HOME="$keyring" XDG_RUNTIME_DIR="$keyring" DBUS_SESSION_BUS_ADDRESS="$bus" \
    gnome-keyring-daemon --unlock --components=secrets >"$out/keyring.log" 2>&1
openbox 2>/dev/null &

# Becomes Mayfly, in the clean system.
become() {
    exec chroot --userspec=$user:$user "$root" env -i PATH=/usr/bin:/bin LANG=C.UTF-8 HOME=/home/tester DISPLAY="$DISPLAY" \
        XAUTHORITY=/home/tester/.Xauthority XDG_RUNTIME_DIR=/run/user/$user NO_AT_BRIDGE=1 \
        DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/$user/bus \
        LIBGL_ALWAYS_SOFTWARE=1 WEBKIT_DISABLE_DMABUF_RENDERER=1 "$@"
}
window() { xdotool search --onlyvisible --class '^mayfly$' 2>/dev/null | head -1; }
shown() { [ -n "$(window)" ]; }
gone() { ! kill -0 "$1" 2>/dev/null; }
colours() { import -window root "$1"; identify -format %k "$1"; }
# The picture of the screen has content, and little of it has changed for a while: times tick on.
painted() {
    local changed=all
    if [ "$(colours "$out/next.png")" -gt 300 ] && [ -f "$out/last.png" ]; then
        changed=$(compare -metric AE -fuzz 5% "$out/last.png" "$out/next.png" null: 2>&1 || true)
    fi
    [ "$changed" != all ] && [ "${changed%%[!0-9]*}" -lt 4000 ] && return 0
    mv "$out/next.png" "$out/last.png"
    sleep 3
    return 1
}
picture() {
    rm -f "$out/last.png"
    wait_for "a painted window" painted
    mv "$out/next.png" "$out/$1.png"
    rm -f "$out/last.png"
    say "picture: $out/$1.png"
}
quit() {
    kill "$1"
    wait_for "the end of Mayfly" gone "$1"
    wait "$1" 2>/dev/null || true
}

say "starting the demo"
become mayfly --demo 2>"$out/demo.log" &
app=$!
wait_for "the demo's window" shown
xprop -id "$(window)" WM_CLASS | tee "$out/class.txt" | grep -q '"mayfly"' || fail "the window's class isn't StartupWMClass: $(cat "$out/class.txt")"
picture demo
quit $app
! grep ERROR "$out/demo.log" >&2 || fail "the demo had an error"
[ ! -e "$root/home/tester/.local/share/app.mayfly.Mayfly/mayfly.db" ] || fail "the demo left a database"

say "signing in, at a service on this machine"
"$sandbox" --port 0 --key install-test-key >"$out/service.log" 2>&1 &
wait_for "the service" grep -q http "$out/service.log"
address=$(grep -o 'http://[^ ]*' "$out/service.log" | head -1)
become TEMPMAILG_API_BASE_URL="$address" mayfly 2>"$out/app.log" &
app=$!
wait_for "the window" shown
picture welcome
xdotool windowfocus --sync "$(window)"
xdotool type --delay 30 install-test-key
xdotool key Return
database=$root/home/tester/.local/share/app.mayfly.Mayfly/mayfly.db
wait_for "the database" test -s "$database"
picture signed-in
kept=$(as_user env -i PATH="$PATH" HOME="$keyring" DBUS_SESSION_BUS_ADDRESS="$bus" \
    secret-tool search --all service app.mayfly.Mayfly 2>&1 || true)
case $kept in *'[/'*) ;; *) fail "the keychain has nothing of Mayfly: $kept" ;; esac
! grep -aq 'SQLite format 3' "$database" || fail "the database isn't encrypted"
say "a second start opens the first one's window"
(become mayfly) || fail "a second start ended badly"
quit $app

# ---- Off again ---------------------------------------------------------------------------------------------------

say "removing"
inside apt-get purge -y -qq mayfly >>"$out/apt.log" 2>&1 || fail "apt could not purge it"
! installed || fail "it is still installed"
while read -r path; do
    [ -d "$root$path" ] || [ ! -e "$root$path" ] || fail "$path is still there"
done <"$out/files.txt"
rm -f "$root/var/tmp/mayfly.deb"
data=./home/tester/.local/share/app.mayfly.Mayfly
left=$(cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path $data \) -prune -o -iname '*mayfly*' -print)
[ -z "$left" ] || fail "purging leaves more than the user's data: $left"
[ -s "$database" ] || fail "the user's data is gone"
say "left: $(cd "$root" && find $data -type f | sort | tr '\n' ' ')"
