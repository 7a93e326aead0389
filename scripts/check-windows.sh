#!/usr/bin/env bash
# Builds Mayfly for Windows (x86_64-pc-windows-gnu) in a clean Debian testing and checks what can be checked without Windows:
# lints; the tests of the crates without a window, under wine; both programs under wine; a portable zip and an installer in
# target/windows. Needs root (for a new root, mounts), the mirror that apt uses here, and about 12 GB.
#
#   scripts/check-windows.sh
#
# Variables: ONLY="lint test programs package" runs these parts; ROOT=folder keeps the clean system there and uses it again;
# PROFILE=dev builds the programs in less time, and larger; CRATES="mayfly-mail" runs the tests of these crates alone;
# OPENSSL=folder takes this OpenSSL for Windows (include, lib, bin) instead of compiling one, for a quicker look.
set -euo pipefail
cd "$(dirname "$0")/.."

name=check-windows
parts=${ONLY:-lint test programs package}
target=x86_64-pc-windows-gnu
profile=${PROFILE:-release}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
# Where cargo puts the programs, in the root.
programs=/opt/build/$target/${profile/#dev/debug}
. scripts/build-root.sh

# The crates without a window: all but the package mayfly.
read -r -a crates <<<"${CRATES:-tempmailg tempmailg-sandbox tempmailg-cli mayfly-codes mayfly-mail mayfly-schedule mayfly-core}"
# The longest time for one program of tests under wine, in seconds.
time_limit=600

# Tests that fail under wine, as "PROGRAM TEST", with the reason. One that passes is reported too.
# Those of certificates: the tests name theirs in SSL_CERT_FILE, while on Windows only the certificates of the system count.
# Those of streams: wine stores the mark "from the internet" as a file of its own, which the tests count.
read -r -d '' expected_failures <<'END' || true
tempmailg/proxies environment_variables_set_the_proxy_and_its_exceptions                # certificate
tempmailg/proxies proxy_resolves_the_name_of_the_service                                # certificate
tempmailg/proxies request_goes_through_the_proxy_with_its_credentials_and_nowhere_else  # certificate
tempmailg/proxies selected_proxy_may_change_from_one_request_to_the_next                # certificate
tempmailg/tls trusted_certificate_is_accepted_for_its_own_name_only                     # certificate
mayfly-core/proxies each_setting_takes_its_way_and_no_other                             # certificate
mayfly-core/proxies images_are_fetched_only_where_no_proxy_is_used                      # certificate
mayfly-core/proxies system_proxy_may_change_while_running                               # certificate
mayfly-core/attachment_saving all_attachments_are_saved_under_names_of_their_own        # stream
mayfly-core/attachment_saving attachment_is_saved_in_a_folder_with_a_long_path          # stream
mayfly-core/attachment_saving hostile_file_name_stays_in_the_folder_and_replaces_nothing # stream
mayfly-core/kills saved_files::saved_file_is_complete_or_absent_after_a_kill            # stream
END

compiler=x86_64-w64-mingw32
target_environment=(CARGO_INCREMENTAL=0 CC_x86_64_pc_windows_gnu=$compiler-gcc-posix CXX_x86_64_pc_windows_gnu=$compiler-g++-posix
    AR_x86_64_pc_windows_gnu=$compiler-ar CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER=$compiler-gcc-posix
    CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER=/opt/wine/run-test WINEPREFIX=/opt/wine/prefix WINEDEBUG=-all
    "WINEDLLOVERRIDES=mscoree,mshtml=" INSTA_WORKSPACE_ROOT=/mayfly)
if [ -n "${OPENSSL:-}" ]; then target_environment+=(OPENSSL_DIR=/opt/openssl OPENSSL_STATIC=1 OPENSSL_NO_VENDOR=1 'WINEPATH=Z:\opt\openssl\bin'); fi

# ---- Outside: create the clean system ----------------------------------------------------------------------------

run_outside() {
    out=$(realpath "${CARGO_TARGET_DIR:-target}")/windows
    mkdir -p "$out"
    prepare_root
    fetch_crates
    copy_sources
    [ -z "${OPENSSL:-}" ] || { rm -rf "$root/opt/openssl"; cp -r "$OPENSSL" "$root/opt/openssl"; }
    as_caller node scripts/licences.mjs --text /dev/stdout "$target" >"$out/third-party.txt"
    enter_namespace --net check_in_root "$cargo_home" "$parts"
    log "passed"
}

# ---- In a namespace without a network ----------------------------------------------------------------------------

check_in_root() {
    mount_build_folders "$1"
    local part
    for part in $2; do
        case $part in lint | test | programs | package) "check_$part" ;; *) fail "there is no part $part" ;; esac
    done
}

check_lint() {
    log "clippy: programs, libraries, tests, benchmarks and examples"
    run_cargo clippy --workspace --all-targets -- -D warnings >"$out/clippy.log" 2>&1 ||
        { tail -60 "$out/clippy.log" >&2; fail "clippy, see $out/clippy.log"; }
}

# Makes a new folder of wine's, with what Windows has in it.
start_wine() {
    mkdir -p "$root/opt/wine"
    rm -rf "$root/opt/wine/prefix"
    run_in_sources wineboot --init >"$out/wine.log" 2>&1 || fail "wine could not make its folder, see $out/wine.log"
    run_in_sources wineserver --wait
    # Or its server ends between two programs, which at times ends the second.
    run_in_sources wineserver --persistent
}

check_test() {
    log "compiling the tests of the crates without a window"
    run_cargo test "${crates[@]/#/--package=}" --tests --no-run >"$out/tests.log" 2>&1 ||
        { tail -30 "$out/tests.log" >&2; fail "the tests don't compile, see $out/tests.log"; }
    start_wine
    # Cargo runs each program of tests by this one, in the folder of the crate.
    cat >"$root/opt/wine/run-test" <<END
#!/bin/sh
program=\$(basename "\$PWD")/\$(basename "\$1" | sed 's/-[0-9a-f]*\.exe\$//')
mkdir -p "/opt/build/wine/\${program%/*}"
# The tests of a library and of its program may have one name.
[ ! -e "/opt/build/wine/\$program.txt" ] || program=\$program-2
exec timeout --kill-after=10 $time_limit wine "\$@" >"/opt/build/wine/\$program.txt" 2>&1
END
    chmod 755 "$root/opt/wine/run-test"
    rm -rf "$build/wine"
    log "running them under wine"
    run_cargo test "${crates[@]/#/--package=}" --tests --no-fail-fast >"$out/run-tests.log" 2>&1 || true
    report_tests
}

# Compares the tests that failed with those that are expected to.
report_tests() {
    local results=$build/wine file program failed=() unexpected=0 passed=0 line
    for file in "$results"/*/*.txt; do
        program=${file#"$results/"} program=${program%.txt}
        grep -q '^test result: ' "$file" || { log "$program printed no result, see $file" >&2; unexpected=1; continue; }
        passed=$((passed + $(sed -n 's/^test result: .*\. \([0-9]*\) passed.*/\1/p' "$file" | tail -1)))
        while read -r line; do failed+=("$program $line"); done < <(list_failures "$file")
    done
    # Each program that cargo started has its output.
    local started files=("$results"/*/*.txt)
    started=$(grep -c '^ *Running ' "$out/run-tests.log" || true)
    [ "$passed" -gt 0 ] && [ "$started" = ${#files[@]} ] || fail "$started programs were started, ${#files[@]} have outputs, see $out/run-tests.log"
    while read -r line; do
        [ -z "$line" ] || { log "failed, and should not have: $line" >&2; unexpected=1; }
    done < <(printf '%s\n' "${failed[@]}" | grep -vxF -f <(list_expected) || true)
    while read -r line; do
        [ -z "$line" ] || { log "expected to fail, and did not (remove it from the list): $line" >&2; unexpected=1; }
    done < <(list_expected | grep -vxF -f <(printf '%s\n' "${failed[@]}") || true)
    log "$passed tests passed, ${#failed[@]} failed"
    [ $unexpected = 0 ] || fail "see the outputs in $results"
}

# Prints the names of the tests that failed, from the list at the end of a test program's output.
list_failures() { tr -d '\r' <"$1" | awk '/^failures:$/ { names = "" } /^    [^ ]+$/ { names = names $1 "\n" } END { printf "%s", names }'; }

# Prints the tests that are expected to fail, of the crates that are tested.
list_expected() { printf '%s\n' "$expected_failures" | sed 's/ *#.*//' | grep -E "^($(IFS='|'; echo "${crates[*]}"))/" || true; }

# ---- The programs ------------------------------------------------------------------------------------------------

check_programs() {
    log "building the programs ($profile)"
    run_cargo build --workspace --profile "$profile" --bin mayfly --bin tempmailg >"$out/programs.log" 2>&1 ||
        { tail -30 "$out/programs.log" >&2; fail "the programs don't build, see $out/programs.log"; }
    local folder=$root$programs program expected
    [ -s "$folder/WebView2Loader.dll" ] || fail "there is no WebView2Loader.dll beside mayfly.exe"
    for program in mayfly tempmailg; do
        # Of the compiler's own libraries none may be needed: a user doesn't have them.
        ! run_inside $compiler-objdump -p "$programs/$program.exe" | grep 'DLL Name: lib' >&2 ||
            fail "$program.exe needs a library of the compiler"
        # A program with windows opens no console; a debug build does.
        expected=CUI
        [ $program = tempmailg ] || [ "$profile" = dev ] || expected=GUI
        run_inside $compiler-objdump -p "$programs/$program.exe" | grep -q "^Subsystem.*Windows $expected" ||
            fail "$program.exe is not a program for the subsystem $expected"
    done
    run_inside $compiler-objdump -h "$programs/mayfly.exe" | grep -q '\.rsrc' ||
        fail "mayfly.exe has no icon and no manifest"
    start_wine
    for program in mayfly tempmailg; do
        check_output "$program.exe --version" "$program $version" run_program "$program" --version
        check_output "$program.exe --help" "Usage: $program" run_program "$program" --help
    done
    check_output "mayfly.exe with an unknown option" "unknown option '--nonsense'" run_program mayfly --nonsense
    log "both programs start under wine, version $version"
}

# Runs a program that was built, under wine.
run_program() { run_in_sources timeout --kill-after=10 60 wine "$programs/$1.exe" "${@:2}"; }

# Fails unless the output of a command has a text in it: check_output WHAT TEXT COMMAND …
check_output() {
    local what=$1 text=$2 output; shift 2
    output=$("$@" 2>&1 | tr -d '\r') || true
    [[ $output == *"$text"* ]] || fail "$what prints: $output"
}

# ---- The packages ------------------------------------------------------------------------------------------------

check_package() {
    local built=$root$programs folder time program
    [ -s "$built/mayfly.exe" ] && [ -s "$built/tempmailg.exe" ] || fail "the programs are not built (ONLY=\"programs package\")"
    time=@$(stat --format %Y Cargo.lock)
    folder=$root/opt/package/mayfly-$version
    rm -rf "$root/opt/package"
    mkdir -p "$folder"
    cp "$built/mayfly.exe" "$built/tempmailg.exe" "$built/WebView2Loader.dll" "$folder"
    for program in mayfly tempmailg; do run_inside $compiler-strip "/opt/package/mayfly-$version/$program.exe"; done
    cp icons/128x128.png "$folder/mayfly.png"
    # Windows' own editor needs the line ends in old releases.
    sed 's/$/\r/' LICENSE >"$folder/LICENSE.txt"
    sed 's/$/\r/' "$out/third-party.txt" src-tauri/windows/webview2-loader.txt >"$folder/third-party.txt"
    find "$folder" -exec touch --date="$time" {} +
    rm -f "$out"/mayfly-*.zip "$out"/mayfly-*.exe
    log "packing the portable zip"
    run_inside env -C /opt/package zip --quiet -X -r "mayfly-$version-windows-x64.zip" "mayfly-$version"
    cp "$root/opt/package/mayfly-$version-windows-x64.zip" "$out"
    log "compiling the installer"
    cp icons/icon.ico "$folder/mayfly.ico"
    run_inside makensis -V2 "-DVERSION=$version" "-DFILES=/opt/package/mayfly-$version" \
        "-DOUTPUT=/opt/package/mayfly-$version-windows-x64-installer.exe" /mayfly/src-tauri/windows/installer.nsi >"$out/installer.log" 2>&1 ||
        { tail -20 "$out/installer.log" >&2; fail "the installer doesn't compile, see $out/installer.log"; }
    cp "$root/opt/package/mayfly-$version-windows-x64-installer.exe" "$out"
    try_installer "mayfly-$version-windows-x64-installer.exe"
    (cd "$out" && ls -l --time-style=+ mayfly-*.zip mayfly-*.exe) | awk '{ print "check-windows: " $6 ", " $5 " bytes" }'
}

# Installs and removes Mayfly under wine: nothing but the user's data may stay.
try_installer() {
    start_wine
    local user=$root/opt/wine/prefix/drive_c/users/root file menu data remaining
    local installed="$user/AppData/Local/Programs/Mayfly"
    menu="$user/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Mayfly.lnk"
    data=$user/AppData/Roaming/app.mayfly.Mayfly
    log "installing and removing it under wine"
    run_in_sources timeout --kill-after=10 120 wine "/opt/package/$1" /S >>"$out/wine.log" 2>&1 || fail "the installer failed, see $out/wine.log"
    for file in mayfly.exe tempmailg.exe WebView2Loader.dll mayfly.png LICENSE.txt third-party.txt uninstall.exe; do
        [ -s "$installed/$file" ] || fail "the installer did not write $file"
    done
    [ -s "$menu" ] || fail "the installer made no entry in the start menu"
    check_output "the uninstaller's entry" 'DisplayName    REG_SZ    Mayfly' query_registry 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\app.mayfly.Mayfly'
    mkdir -p "$data"
    echo x >"$data/mayfly.db"
    # The uninstaller copies itself and runs the copy; with _? it does not.
    run_in_sources timeout --kill-after=10 120 wine 'C:\users\root\AppData\Local\Programs\Mayfly\uninstall.exe' /S '_?=C:\users\root\AppData\Local\Programs\Mayfly' \
        >>"$out/wine.log" 2>&1 || fail "the uninstaller failed, see $out/wine.log"
    run_in_sources wineserver --wait
    [ -s "$data/mayfly.db" ] || fail "the uninstaller deleted the user's data"
    # A program that runs from its folder can't delete itself there.
    remaining=$(find "$user" -iname '*mayfly*' ! -path "$data*" ! -path "$installed" ! -path "$installed/uninstall.exe")
    [ -z "$remaining" ] || fail "the uninstaller leaves: $remaining"
    ! query_registry 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\app.mayfly.Mayfly' >/dev/null 2>&1 ||
        fail "the uninstaller leaves its entry in the registry"
}

query_registry() { run_in_sources wine reg query "$@"; }

case ${1:-} in
    --inside) root=$2 out=$3; shift 3; "$@" ;;
    *) run_outside "$@" ;;
esac
