# Sourced by the other scripts: where the project is, how swift is called, and when the binary is out of date.
# shellcheck shell=bash

# Without a process of its own where the path is a plain one: this runs before every command.
root=${BASH_SOURCE[0]%/*}
[[ $root == /* ]] || root=$PWD/$root
if [[ $root/ == */./* || $root/ == */../* || $root == *//* ]]; then root=$(cd "$root" && pwd); fi
root=${root%/*}

# One configuration for program and tests, so that nothing is compiled twice: see docs/decisions/tests-in-release.md.
build=$root/.build
binary=$build/release/octavo
stamp=$build/octavo.built

# A crash report helper that outlives a crashed test would hold the pipe that continuous integration reads.
export SWIFT_BACKTRACE=${SWIFT_BACKTRACE:-enable=no}

# SwiftPM evaluates every manifest again when any environment variable differs, OLDPWD included, so it gets a fixed few:
# what finds the toolchain and reaches the network, and this project's own.
toolchain() {
    local kept=() name
    for name in HOME PATH TERM TMPDIR USER LANG CI SWIFT_BACKTRACE SSL_CERT_FILE GIT_SSL_CAINFO \
        http_proxy https_proxy no_proxy all_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY "${!OCTAVO_@}"; do
        [[ -n ${!name-} ]] && kept+=("$name=${!name}")
    done
    env -i "${kept[@]}" "$@"
}

swift_in_root() { toolchain swift "$1" --package-path "$root" "${@:2}"; }

# Whether nothing that the build reads is newer than the last build that succeeded. Folders count too: their time changes
# when a file is added or removed. About 3 ms.
is_built() {
    [[ -x $binary && -e $stamp ]] || return 1
    [[ -z $(find -L "$root/Sources" "$root/Package.swift" "$root/scripts/common.sh" -newer "$stamp" -print -quit) ]]
}

# locked COMMAND…: runs it while no other script of this checkout is inside `locked`; waits for that one, and says so.
locked() {
    mkdir -p "$build"
    command -v flock >/dev/null || { "$@"; return; }
    exec 9>"$build/octavo.lock"
    flock -n 9 || { echo "${0##*/}: waiting for another build in $build" >&2; flock 9; }
    # Not handed on: a helper that outlives the command would keep the lock.
    "$@" 9>&-
    local status=$?
    exec 9>&-
    return $status
}

# build_octavo [OPTION…]: builds what is out of date; everything it prints goes to standard error. Called by way of `locked`.
build_octavo() {
    touch "$stamp.started"
    if [[ -t 2 ]]; then
        swift_in_root build -c release "$@" >&2 || return
    else
        local log=$build/octavo.build.log
        if ! swift_in_root build -c release "$@" >"$log" 2>&1; then
            grep -vE '^\[[0-9]+/[0-9]+\] ' "$log" >&2
            return 1
        fi
    fi
    mv "$stamp.started" "$stamp"
}
