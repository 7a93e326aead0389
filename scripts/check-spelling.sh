#!/usr/bin/env bash
# Checks the spelling with typos (_typos.toml). Skipped, with a message, where typos is not installed.
#
#   scripts/check-spelling.sh            all files
#   scripts/check-spelling.sh FILE …     these files, without the ones that _typos.toml excludes
set -euo pipefail
cd "$(dirname "$0")/.."

# scripts/install-deps.sh installs it into target/tools.
typos=$(command -v typos || echo target/tools/typos/bin/typos)
if [ ! -x "$typos" ]; then
    echo "spelling: SKIPPED, typos is not installed (make deps-test, or cargo install typos-cli --locked)" >&2
    exit 0
fi
exec "$typos" --force-exclude --format brief "$@"
