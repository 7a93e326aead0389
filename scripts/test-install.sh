#!/usr/bin/env bash
# Installs the deb in a clean Debian or Ubuntu of the same release as this machine, starts Mayfly there, and purges it.
# Mayfly uses the files of the clean system only; display, bus and keychain run outside and are reached by sockets.
# Screenshots: target/install/*.png. Needs root (for a new root, mounts, a user) and the mirror that apt uses here.
#
#   scripts/test-install.sh [DEB]
set -euo pipefail
cd "$(dirname "$0")/.."

name=test-install
. scripts/clean-debian-root.sh

# Waits a minute at most until a command succeeds: wait_for DESCRIPTION COMMAND …
wait_for() {
    local description=$1 tries=600; shift
    until "$@"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || fail "timed out waiting for $description"
        sleep 0.1
    done
}

# ---- Outside: create the clean system, and a namespace for its mounts and processes -----------------------------

if [ "${1:-}" != --inside ]; then
    deb=${1:-$(echo "${CARGO_TARGET_DIR:-target}"/release/bundle/deb/*.deb)}
    [ -f "$deb" ] || fail "there is no $deb; run make bundle first"
    require_clean_root
    sandbox=$(realpath "${CARGO_TARGET_DIR:-target}/debug/tempmailg-sandbox")
    [ -x "$sandbox" ] || fail "there is no $sandbox; run this by make test-install"

    # The release and the mirrors that apt uses here.
    sources=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        awk '$1 == "Debian" || $1 == "Ubuntu" { print "deb", $2, $3, $4 }' | sort -u)
    . /etc/os-release
    mirror=$(echo "$sources" | awk -v release="$VERSION_CODENAME" '$3 == release { print $2; exit }')
    [ -n "$mirror" ] || skip "apt has no mirror of Debian or Ubuntu here"

    out=$(realpath "${CARGO_TARGET_DIR:-target}")/install
    # A system that is kept would not be clean the next time.
    unset ROOT
    choose_root_folder
    create_clean_system "$VERSION_CODENAME" "$mirror"
    echo "$sources" >"$root/etc/apt/sources.list"
    rm -f "$out"/*.png
    cp "$deb" "$root/var/tmp/mayfly.deb"
    # The shell is the first process of the namespace, because an X server does not tell a first process that it is
    # ready.
    unshare --mount --pid --fork --kill-child bash -c 'xvfb-run -a -s "-screen 0 1200x800x24" "$@"; exit $?' bash \
        "$0" --inside "$root" "$out" "$sandbox" &
    namespace=$!
    wait "$namespace" || fail "see above, and the logs in $out"
    namespace=
    log "passed"
    exit 0
fi

# ---- In the namespace: install the package -----------------------------------------------------------------------

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

is_installed() { run_inside dpkg-query --show --showformat '${db:Status-Status}' mayfly 2>/dev/null | grep -q '^installed$'; }

log "installing $(basename "$root"/var/tmp/*.deb) with what it depends on, nothing recommended"
run_inside apt-get update -qq
run_inside apt-get install -y -qq --no-install-recommends /var/tmp/mayfly.deb >"$out/apt.log" 2>&1 ||
    { tail -20 "$out/apt.log" >&2; fail "apt could not install it"; }
is_installed || fail "apt reported success, but dpkg doesn't know the package"
run_inside dpkg -L mayfly >"$out/files.txt"

# The program, and every library that it is linked with.
version=$(run_inside dpkg-query --show --showformat '${Version}' mayfly)
[ "$(run_inside mayfly --version)" = "mayfly $version" ] || fail "mayfly --version isn't $version"
[ "$(run_inside tempmailg --version)" = "tempmailg $version" ] || fail "tempmailg --version isn't $version"
missing=$(run_inside ldd /usr/bin/mayfly /usr/bin/tempmailg | grep 'not found' || true)
[ -z "$missing" ] || fail "libraries are missing: $missing"

# The files that the desktop and software centres read.
desktop-file-validate "$root/usr/share/applications/Mayfly.desktop" || fail "the desktop file"
grep -q '^Exec=mayfly$' "$root/usr/share/applications/Mayfly.desktop" || fail "the desktop file starts something else"
if command -v appstreamcli >/dev/null; then
    appstreamcli validate --no-net "$root/usr/share/metainfo/app.mayfly.Mayfly.metainfo.xml" >"$out/appstream.log" || true
    grep -q Validation "$out/appstream.log" || fail "appstreamcli did not validate the AppStream metadata"
    # A home page is known only to who publishes the package.
    problems=$(grep '^[EW]:' "$out/appstream.log" | grep -v ' url-homepage-missing$' || true)
    [ -z "$problems" ] || fail "the AppStream metadata: $problems"
else
    log "appstreamcli is not installed: the AppStream metadata was not validated"
fi
for size in 32x32 64x64 128x128 256x256 512x512; do
    identify "$root/usr/share/icons/hicolor/$size/apps/mayfly.png" | grep -q " PNG $size " || fail "the icon of $size"
done
[ -s "$root/usr/share/icons/hicolor/scalable/apps/mayfly.svg" ] || fail "the scalable icon"
page=$(MANWIDTH=80 man --local-file --warnings "$root/usr/share/man/man1/mayfly.1.gz" 2>&1 | col -b)
case $page in *"mayfly - disposable e-mail"*--demo*MAYFLY_LOG*) ;; *) fail "the man page: $page" ;; esac
page=$(MANWIDTH=80 man --local-file --warnings "$root/usr/share/man/man1/tempmailg-wait.1.gz" 2>&1 | col -b)
case $page in *--code*) ;; *) fail "the man page of tempmailg wait: $page" ;; esac
for file in bash-completion/completions/tempmailg fish/vendor_completions.d/tempmailg.fish zsh/vendor-completions/_tempmailg; do
    [ -s "$root/usr/share/$file" ] || fail "the completions in $file"
done
[ -n "$(gzip -dc "$root/usr/share/doc/mayfly/third-party.txt.gz" | grep '^SQLCipher sqlcipher-src ')" ] || fail "the notices of third parties"
grep -q '^License: Expat' "$root/usr/share/doc/mayfly/copyright" || fail "the copyright file"

# ---- A user's session --------------------------------------------------------------------------------------------

run_inside useradd --uid $user --create-home tester
run=$root/run/user/$user keyring=$out/keyring
rm -rf "$keyring"
mkdir -p "$run" "$keyring"
chown -R $user "$run" "$keyring"
chmod 700 "$run" "$keyring"
install -o $user -m 600 "$XAUTHORITY" "$root/home/tester/.Xauthority"

# The bus and the keychain look the user up.
cp /etc/passwd "$root/tmp/passwd"
echo "tester:x:$user:$user::/nonexistent:/bin/false" >>"$root/tmp/passwd"
mount --bind "$root/tmp/passwd" /etc/passwd

# Runs a command outside the clean system, as the test user.
as_user() { setpriv --reuid=$user --regid=$user --clear-groups "$@"; }
bus=unix:path=$run/bus
# The daemons have a home of their own, because the user may not enter the folders above the one in the clean system.
as_user env -i PATH="$PATH" HOME="$keyring" dbus-daemon --session --nofork --nopidfile --address="$bus" 2>"$out/bus.log" &
wait_for "the bus" test -S "$run/bus"
printf test | as_user env -i PATH="$PATH" HOME="$keyring" XDG_RUNTIME_DIR="$keyring" DBUS_SESSION_BUS_ADDRESS="$bus" \
    gnome-keyring-daemon --unlock --components=secrets >"$out/keyring.log" 2>&1
openbox 2>/dev/null &

# Replaces the shell by a command of the clean system, in the user's session.
exec_in_session() {
    exec chroot --userspec=$user:$user "$root" env -i PATH=/usr/bin:/bin LANG=C.UTF-8 HOME=/home/tester DISPLAY="$DISPLAY" \
        XAUTHORITY=/home/tester/.Xauthority XDG_RUNTIME_DIR=/run/user/$user NO_AT_BRIDGE=1 \
        DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/$user/bus \
        LIBGL_ALWAYS_SOFTWARE=1 WEBKIT_DISABLE_DMABUF_RENDERER=1 "$@"
}
# Prints the X11 identifier of Mayfly's window, if it is shown.
window_id() { xdotool search --onlyvisible --class '^Mayfly$' 2>/dev/null | head -1; }
is_window_shown() { [ -n "$(window_id)" ]; }
has_exited() { ! kill -0 "$1" 2>/dev/null; }
# Takes a screenshot into the file $1 and prints the number of its colours.
capture_screen() { import -window root "$1"; identify -format %k "$1"; }
# Whether the screen has content and has stopped changing. A little change is allowed: clocks tick on.
is_painted() {
    local changed=all
    if [ "$(capture_screen "$out/next.png")" -gt 300 ] && [ -f "$out/last.png" ]; then
        changed=$(compare -metric AE -fuzz 5% "$out/last.png" "$out/next.png" null: 2>&1 || true)
    fi
    [ "$changed" != all ] && [ "${changed%%[!0-9]*}" -lt 4000 ] && return 0
    mv "$out/next.png" "$out/last.png"
    sleep 3
    return 1
}
# Waits until the window is painted and saves a screenshot under the name $1.
save_screenshot() {
    rm -f "$out/last.png"
    wait_for "a painted window" is_painted
    mv "$out/next.png" "$out/$1.png"
    rm -f "$out/last.png"
    log "screenshot: $out/$1.png"
}
# Ends Mayfly, whose process is $1.
quit_app() {
    kill "$1"
    wait_for "the end of Mayfly" has_exited "$1"
    wait "$1" 2>/dev/null || true
}

log "starting the demo"
exec_in_session mayfly --demo 2>"$out/demo.log" &
app=$!
wait_for "the demo's window" is_window_shown
xprop -id "$(window_id)" WM_CLASS | tee "$out/class.txt" | grep -q '"Mayfly"' || fail "the window's class isn't StartupWMClass: $(cat "$out/class.txt")"
save_screenshot demo
quit_app $app
! grep ERROR "$out/demo.log" >&2 || fail "the demo had an error"
[ ! -e "$root/home/tester/.local/share/app.mayfly.Mayfly/mayfly.db" ] || fail "the demo left a database"

log "signing in to a service on this machine"
"$sandbox" --port 0 --key install-test-key >"$out/service.log" 2>&1 &
wait_for "the service" grep -q http "$out/service.log"
address=$(grep -o 'http://[^ ]*' "$out/service.log" | head -1)
exec_in_session TEMPMAILG_API_BASE_URL="$address" mayfly 2>"$out/app.log" &
app=$!
wait_for "the window" is_window_shown
save_screenshot welcome
xdotool windowfocus --sync "$(window_id)"
xdotool type --delay 30 install-test-key
xdotool key Return
database=$root/home/tester/.local/share/app.mayfly.Mayfly/mayfly.db
wait_for "the database" test -s "$database"
save_screenshot signed-in
keychain_entries=$(as_user env -i PATH="$PATH" HOME="$keyring" DBUS_SESSION_BUS_ADDRESS="$bus" \
    secret-tool search --all service app.mayfly.Mayfly 2>&1 || true)
case $keychain_entries in *'[/'*) ;; *) fail "the keychain has no entry of Mayfly: $keychain_entries" ;; esac
! grep -aq 'SQLite format 3' "$database" || fail "the database isn't encrypted"
log "a second start shows the window of the first one"
(exec_in_session mayfly) || fail "a second start failed"
quit_app $app

# ---- Remove the package ------------------------------------------------------------------------------------------

log "removing"
run_inside apt-get purge -y -qq mayfly >>"$out/apt.log" 2>&1 || fail "apt could not purge it"
! is_installed || fail "it is still installed"
while read -r path; do
    [ -d "$root$path" ] || [ ! -e "$root$path" ] || fail "$path is still there"
done <"$out/files.txt"
rm -f "$root/var/tmp/mayfly.deb"
data=./home/tester/.local/share/app.mayfly.Mayfly
remaining=$(cd "$root" && find . -xdev \( -path ./proc -o -path ./dev -o -path $data \) -prune -o \( -iname '*mayfly*' -o -iname '*tempmailg*' \) -print)
[ -z "$remaining" ] || fail "purging leaves more than the user's data: $remaining"
[ -s "$database" ] || fail "the user's data is gone"
log "left: $(cd "$root" && find $data -type f | sort | tr '\n' ' ')"
