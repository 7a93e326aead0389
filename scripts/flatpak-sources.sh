#!/usr/bin/env bash
# Writes beside the Flatpak manifest which crates and npm packages flatpak-builder has to download; it builds without a
# network. Run it anew when a lock file changed.
#
# TOOLS is a checkout of https://github.com/flatpak/flatpak-builder-tools. Python needs aiohttp, PyYAML and tomlkit.
#
#   scripts/flatpak-sources.sh TOOLS
set -euo pipefail
tools=$(realpath "${1:?the folder of flatpak-builder-tools}")
cd "$(dirname "$0")/.."
out=src-tauri/linux/flatpak

python3 "$tools/cargo/flatpak-cargo-generator.py" Cargo.lock -o "$out/cargo-sources.json"

# The committed lock file has no addresses, and both npm without a network and the generator need them.
node - ui/package-lock.json "$out/package-lock.json" <<'JS'
const { readFileSync, writeFileSync } = require('node:fs');
const [source, target] = process.argv.slice(2);
const lock = JSON.parse(readFileSync(source, 'utf8'));
for (const [path, entry] of Object.entries(lock.packages)) {
  if (!path || entry.link) continue;
  const name = entry.name ?? path.split('node_modules/').at(-1);
  entry.resolved ??= `https://registry.npmjs.org/${name}/-/${name.split('/').at(-1)}-${entry.version}.tgz`;
}
writeFileSync(target, `${JSON.stringify(lock, null, 2)}\n`);
JS
PYTHONPATH=$tools/node python3 -m flatpak_node_generator npm "$out/package-lock.json" -o "$out/node-sources.json"
