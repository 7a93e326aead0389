#!/usr/bin/env bash
# Measures how much the sanitiser changes the appearance of newsletters. Chromium draws each file of
# crates/mayfly-mail/tests/data/newsletters as it came and as Mayfly writes it, without images, and the two pictures are
# compared. Prints a table of normalised root mean square errors: 0 is the same picture, 1 is black against white.
#
# The original gets Mayfly's margins and default font, so that only the sanitiser causes differences.
#
#   scripts/compare-newsletters.sh [OUTPUT_FOLDER [HTML_FILE …]]
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

# Draws the HTML file $1 into the PNG file $2. Nothing is fetched, because no host name resolves.
draw_page() {
    "$chromium" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --user-data-dir="$profile" --host-resolver-rules='MAP * ~NOTFOUND' \
        --blink-settings=imagesEnabled=false --hide-scrollbars --force-device-scale-factor=1 \
        --window-size="$width,$height" --screenshot="$2" "file://$1" >/dev/null 2>&1
}

# Puts a byte order mark before standard input. It makes Chromium read UTF-8, whatever the file declares, because mail
# reaches Mayfly as text.
add_byte_order_mark() { printf '\xEF\xBB\xBF'; cat; }

# Prints the error between the pictures $1 and $2, and writes their difference to $3.
measure_difference() {
    { compare -metric RMSE "$1" "$2" "$3" 2>&1 || true; } | sed -E 's/.*\((.*)\).*/\1/'
}

printf '| newsletter | as it came | in standards mode |\n|---|---:|---:|\n'
for mail in crates/mayfly-mail/tests/data/newsletters/*.html "$@"; do
    name=$(basename "$mail" .html)
    absolute=$(realpath "$out")/$name
    "$render" <"$mail" 2>/dev/null | add_byte_order_mark >"$absolute.after.html"
    draw_page "$absolute.after.html" "$absolute.after.png"
    # After the doctype and before the styles of the mail.
    if grep -qi '<head' "$mail"; then
        sed -E "0,/<head[^>]*>/Is||&$base|" "$mail"
    elif grep -qi '<!doctype' "$mail"; then
        sed -E "0,/<!doctype[^>]*>/Is||&$base|" "$mail"
    else
        printf '%s' "$base"
        cat "$mail"
    fi | add_byte_order_mark >"$absolute.before.html"
    draw_page "$absolute.before.html" "$absolute.before.png"
    original_error=$(measure_difference "$absolute.before.png" "$absolute.after.png" "$absolute.difference.png")
    standards_error=$original_error
    # Mayfly always writes standards mode; without a doctype a browser uses quirks mode.
    if ! grep -qi '<!doctype' "$mail"; then
        { printf '<!DOCTYPE html>'; tail -c +4 "$absolute.before.html"; } | add_byte_order_mark >"$absolute.strict.html"
        draw_page "$absolute.strict.html" "$absolute.before.png"
        standards_error=$(measure_difference "$absolute.before.png" "$absolute.after.png" "$absolute.difference.png")
    fi
    convert "$absolute.before.png" "$absolute.after.png" +append "$absolute.pair.png"
    printf '| %s | %.3f | %.3f |\n' "$name" "$original_error" "$standards_error"
done
