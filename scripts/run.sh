#!/usr/bin/env bash
# Opens Mayfly. Without a display it runs under a virtual one, takes a picture of the window and ends.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
program=$target/debug/mayfly

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$program" "$@"
fi

picture=$(realpath "$target")/mayfly.png
# Long enough for the demo's first mails to come in.
seconds=${MAYFLY_SCREENSHOT_AFTER:-12}
export LIBGL_ALWAYS_SOFTWARE=1 WEBKIT_DISABLE_DMABUF_RENDERER=1 NO_AT_BRIDGE=1
rm -f "$picture"
dbus-run-session -- xvfb-run -a -s "-screen 0 1200x800x24" bash -c '
    picture=$1 seconds=$2; shift 2
    openbox 2>/dev/null &
    "$@" &
    app=$!
    sleep "$seconds"
    if ! kill -0 "$app" 2>/dev/null; then
        echo "Mayfly ended early." >&2
        exit 1
    fi
    import -window root "$picture"
    kill "$app"
    wait "$app" 2>/dev/null
    exit 0
' bash "$picture" "$seconds" "$program" "$@"
echo "There is no display here: Mayfly ran under a virtual one for $seconds seconds."
echo "Screenshot: $picture"
