#!/usr/bin/env bash
# Renders all icons from the SVG sources in icons/. Needs rsvg-convert; npx downloads the tool that writes the .ico and
# .icns files.
set -euo pipefail
cd "$(dirname "$0")/.."

for size in 32 64 128 256 512; do
    rsvg-convert --width "$size" --height "$size" icons/icon.svg --output "icons/${size}x${size}.png"
done
mv icons/512x512.png icons/icon.png
# Panels show 16 to 32 dots at the usual scale and twice as many at 200 %.
for name in tray tray-unread tray-template tray-unread-template; do
    rsvg-convert --width 64 --height 64 "icons/$name.svg" --output "icons/$name.png"
done
# On the button in the taskbar of Windows, over the program's icon.
rsvg-convert --width 32 --height 32 icons/overlay-unread.svg --output icons/overlay-unread.png

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rsvg-convert --width 1024 --height 1024 icons/icon.svg --output "$work/icon.png"
npx --yes @tauri-apps/cli@2.12.5 icon "$work/icon.png" --output "$work/out" >/dev/null
cp "$work/out/icon.ico" "$work/out/icon.icns" icons/
