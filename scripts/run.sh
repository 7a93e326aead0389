#!/usr/bin/env bash
# Opens Mayfly; arguments are passed on. Without a display, Mayfly runs under a virtual one for a few seconds, and a
# screenshot of it is saved.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
program=$target/debug/mayfly

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$program" "$@"
fi

screenshot=$(realpath "$target")/mayfly.png
# Long enough for the first mails of the demo to arrive.
seconds=${MAYFLY_SCREENSHOT_AFTER:-12}
export LIBGL_ALWAYS_SOFTWARE=1 WEBKIT_DISABLE_DMABUF_RENDERER=1 NO_AT_BRIDGE=1
rm -f "$screenshot"
dbus-run-session -- xvfb-run -a -s "-screen 0 1200x800x24" bash -c '
    screenshot=$1 seconds=$2; shift 2
    openbox 2>/dev/null &
    "$@" &
    app=$!
    sleep "$seconds"
    if ! kill -0 "$app" 2>/dev/null; then
        echo "Mayfly ended early." >&2
        exit 1
    fi
    import -window root "$screenshot"
    kill "$app"
    wait "$app" 2>/dev/null
    exit 0
' bash "$screenshot" "$seconds" "$program" "$@"
echo "There is no display here: Mayfly ran under a virtual one for $seconds seconds."
echo "Screenshot: $screenshot"
