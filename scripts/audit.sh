#!/usr/bin/env bash
# Checks the dependencies: licences, sources and known vulnerabilities (docs/dependencies.md, "Audit").
#
#   scripts/audit.sh             all checks; one that can't run here is skipped with a message and is no failure
#   scripts/audit.sh --offline   only the checks that need no network
set -euo pipefail
cd "$(dirname "$0")/.."

# Reports a check that was skipped, and why.
skipped() { echo "audit: SKIPPED $1: $2" >&2; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT

if cargo deny --version >/dev/null 2>&1; then
    # After a build, all crates of the lock file are on this machine, so no network is needed.
    cargo deny --offline --log-level error check --hide-inclusion-graph licenses bans sources
else
    skipped "licences, bans, sources" "cargo-deny is not installed (cargo install cargo-deny --locked)"
fi
[ "${1:-}" != --offline ] || exit 0

if cargo deny --version >/dev/null 2>&1; then
    if cargo deny --log-level error check advisories >"$log" 2>&1; then
        echo "audit: no advisory for a crate"
    elif grep -q 'failed to fetch advisory database' "$log"; then
        skipped "advisories of crates" "the RustSec database can't be fetched here"
    else
        cat "$log" >&2
        exit 1
    fi
fi
# npm's exit code is 1 for "vulnerabilities found" as well as for "the registry could not be asked".
if (cd ui && npm audit) >"$log" 2>&1; then
    echo "audit: no advisory for an npm package"
elif grep -qE 'audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED' "$log"; then
    skipped "advisories of npm packages" "the registry can't be reached: $(grep -m1 -iE '40[0-9]|50[0-9]|ENOTFOUND|EAI_AGAIN|ECONNREFUSED' "$log" | grep -oE '[45]0[0-9] [A-Z][A-Za-z]+|E[A-Z_]+' | head -1)"
else
    cat "$log" >&2
    exit 1
fi
