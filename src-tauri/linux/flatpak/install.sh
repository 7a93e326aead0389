#!/bin/sh
# Installs what Mayfly needs beside its programs: desktop file, AppStream metadata, icons, licence. A Flatpak can export only
# files whose names begin with its identifier, so the names in them change with theirs.
#
#   src-tauri/linux/flatpak/install.sh PREFIX
set -eu
cd "$(dirname "$0")/../../.."
prefix=$1
id=app.mayfly.Mayfly
share=$prefix/share

mkdir -p "$share/applications" "$share/metainfo"
sed -e 's/{{name}}/Mayfly/' -e 's/{{exec}}/mayfly/' -e "s/{{icon}}/$id/" -e "s/^StartupWMClass=.*/StartupWMClass=$id/" \
    src-tauri/linux/mayfly.desktop >"$share/applications/$id.desktop"
metainfo=$(mktemp)
trap 'rm -f "$metainfo"' EXIT
src-tauri/linux/metainfo.sh >"$metainfo"
sed -e "s|>Mayfly.desktop</launchable>|>$id.desktop</launchable>|" -e "s|>mayfly</icon>|>$id</icon>|" \
    "$metainfo" >"$share/metainfo/$id.metainfo.xml"
chmod 644 "$share/applications/$id.desktop" "$share/metainfo/$id.metainfo.xml"
for size in 32 64 128 256; do
    install -Dm644 "icons/${size}x$size.png" "$share/icons/hicolor/${size}x$size/apps/$id.png"
done
install -Dm644 icons/icon.png "$share/icons/hicolor/512x512/apps/$id.png"
install -Dm644 icons/icon.svg "$share/icons/hicolor/scalable/apps/$id.svg"
install -Dm644 LICENSE "$share/licenses/$id/LICENSE"
