#!/usr/bin/env bash
# How much of a newsletter's looks the sanitiser leaves: each one of crates/mayfly-mail/tests/data/newsletters is
# drawn by Chromium as it came and as Mayfly writes it, without images in both, and the two are compared.
# Prints a table of normalised root mean square errors: 0 is the same picture, 1 is black against white.
#
# The original gets Mayfly's own margins and default font first, so that what differs is the sanitiser's doing.
#
#   scripts/compare-newsletters.sh [OUTPUT FOLDER [MORE MAIL …]]
set -euo pipefail
cd "$(dirname "$0")/.."

out=${1:-target/newsletters}
shift || true
width=${WIDTH:-800} height=${HEIGHT:-1000}
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
cargo build --quiet -p mayfly-mail --example render
render=${CARGO_TARGET_DIR:-target}/debug/examples/render
mkdir -p "$out"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
base='<style>body{margin:0;padding:16px;box-sizing:border-box;font:15px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}:where(img){max-width:100%}</style>'

# Draws one file. Nothing is fetched: no name resolves.
draw() {
    "$chromium" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$profile" --host-resolver-rules='MAP * ~NOTFOUND' \
        --blink-settings=imagesEnabled=false --hide-scrollbars --force-device-scale-factor=1 \
        --window-size="$width,$height" --screenshot="$2" "file://$1" >/dev/null 2>&1
}

# A mark in front says UTF-8, whatever the file says: mail reaches Mayfly as text.
page() { printf '\xEF\xBB\xBF'; cat; }

# The error between two pictures.
difference() {
    { compare -metric RMSE "$1" "$2" "$3" 2>&1 || true; } | sed -E 's/.*\((.*)\).*/\1/'
}

printf '| newsletter | as it came | in standards mode |\n|---|---:|---:|\n'
for mail in crates/mayfly-mail/tests/data/newsletters/*.html "$@"; do
    name=$(basename "$mail" .html)
    absolute=$(realpath "$out")/$name
    "$render" <"$mail" 2>/dev/null | page >"$absolute.after.html"
    draw "$absolute.after.html" "$absolute.after.png"
    # Behind the doctype and in front of the mail's own styles.
    if grep -qi '<head' "$mail"; then
        sed -E "0,/<head[^>]*>/Is||&$base|" "$mail"
    elif grep -qi '<!doctype' "$mail"; then
        sed -E "0,/<!doctype[^>]*>/Is||&$base|" "$mail"
    else
        printf '%s' "$base"
        cat "$mail"
    fi | page >"$absolute.before.html"
    draw "$absolute.before.html" "$absolute.before.png"
    loose=$(difference "$absolute.before.png" "$absolute.after.png" "$absolute.difference.png")
    strict=$loose
    # Mayfly always writes standards mode; without a doctype a browser draws as it did in the last century.
    if ! grep -qi '<!doctype' "$mail"; then
        { printf '<!DOCTYPE html>'; tail -c +4 "$absolute.before.html"; } | page >"$absolute.strict.html"
        draw "$absolute.strict.html" "$absolute.before.png"
        strict=$(difference "$absolute.before.png" "$absolute.after.png" "$absolute.difference.png")
    fi
    convert "$absolute.before.png" "$absolute.after.png" +append "$absolute.pair.png"
    printf '| %s | %.3f | %.3f |\n' "$name" "$loose" "$strict"
done
