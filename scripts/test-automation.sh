#!/usr/bin/env bash
# Runs the recipes of docs/automation.md as they stand there, against the sandbox and a site of the tests' own.
# Needs the programs tempmailg and tempmailg-sandbox in the folder $1 (`make test-automation` builds them).
set -euo pipefail
cd "$(dirname "$0")/.."

programs=$(realpath "${1:-${CARGO_TARGET_DIR:-target}/debug}")
# Not in ui/package.json: the page doesn't need it.
playwright=playwright-core@1.65.1
tools=${CARGO_TARGET_DIR:-target}/tools/playwright

work=$(mktemp -d)
children=()
# shellcheck disable=SC2329
clean_up() {
    [ ${#children[@]} = 0 ] || kill "${children[@]}" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

# Every code block below a line `<!-- recipe: NAME -->` becomes the file NAME.
awk -v folder="$work" '
    /^<!-- recipe: / { name = $3 }
    /^```/ { if (file) { close(file); file = "" } else if (name) { file = folder "/" name; name = "" } next }
    file { print > file }' docs/automation.md

# Starts a server that prints its address, and waits for it: start_server NAME COMMAND …
start_server() {
    local name=$1 tries=300; shift
    "$@" >"$work/$name.out" 2>"$work/$name.err" &
    children+=($!)
    until grep -qs http "$work/$name.out"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || { cat "$work/$name.err" >&2; echo "test-automation: $name does not start" >&2; exit 1; }
        sleep 0.1
    done
    address=$(head -1 "$work/$name.out")
}

export PATH=$programs:$PATH HOME=$work TEMPMAILG_API_KEY=automation-test
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
passed=0 failed=0 skipped=0
# Runs a recipe: run_recipe NAME COMMAND …
run_recipe() {
    local name=$1; shift
    if (cd "$work" && "$@") >"$work/log" 2>&1; then
        echo "$name: passed"
        passed=$((passed + 1))
    else
        cat "$work/log"
        echo "$name: FAILED"
        failed=$((failed + 1))
    fi
}
# Reports a recipe that can't run here; continuous integration may require it (MUST_RUN_RECIPES).
skip_recipe() {
    echo "$1: SKIPPED, $2"
    if [ -n "${MUST_RUN_RECIPES:-}" ]; then failed=$((failed + 1)); else skipped=$((skipped + 1)); fi
}

npm_home=$tools
[ -d "$npm_home/node_modules/playwright-core" ] ||
    npm install --silent --no-audit --no-fund --no-save --prefix "$npm_home" "$playwright" >/dev/null 2>&1 || true

start_server sandbox tempmailg-sandbox --key "$TEMPMAILG_API_KEY" --empty --control
export TEMPMAILG_API_BASE_URL=$address
start_server site python3 tests/automation/sign_up_site.py "${address%/api}"
export SITE=$address

run_recipe "shell" bash sign-up.sh
run_recipe "sandbox" bash sandbox.sh
# The script of the job, without its indentation.
sed -n '/run: |/,$p' "$work/sign-up.yml" | sed -e 1d -e 's/^          //' >"$work/job.sh"
run_recipe "continuous integration" bash --noprofile --norc -eo pipefail job.sh
# The packages of Debian are those of its own Python, which may not be the first one.
python=$(for one in python3 /usr/bin/python3; do "$one" -c 'import pytest' 2>/dev/null && echo "$one" && break; done || true)
if [ -n "$python" ]; then
    run_recipe "pytest" "$python" -m pytest -q -p no:cacheprovider test_sign_up.py
else
    skip_recipe "pytest" "python3-pytest is not installed (make deps-automation)"
fi
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
if [ -z "$CHROMIUM" ]; then
    skip_recipe "Playwright" "chromium is not installed (make deps-automation)"
elif [ ! -d "$npm_home/node_modules/playwright-core" ]; then
    skip_recipe "Playwright" "$playwright could not be installed with npm"
else
    export CHROMIUM
    ln -s "$(realpath "$npm_home/node_modules")" "$work/node_modules"
    run_recipe "Playwright" node --test sign-up.test.mjs
fi
run_recipe "mcp.json" python3 -c '
import json, subprocess
server = json.load(open("mcp.json"))["mcpServers"]["tempmailg"]
subprocess.run([server["command"], *server["args"]], stdin=subprocess.DEVNULL, check=True)'

echo "$passed passed, $failed failed, $skipped skipped"
[ $failed = 0 ]
