#!/usr/bin/env bash
# All figures of docs/measurements.md that one machine can give, on loopback; a few minutes, all steps bounded.
#   benches/measure.sh                       the figures on the data of the program
#   benches/measure.sh --generated 100000    also those on that many made-up initiatives (may be repeated)
#   benches/measure.sh --clean-build         also the time of a release build from nothing
# `wrk` is in Debian: apt-get install wrk.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly TARGET=${CARGO_TARGET_DIR:-target}
readonly BINARY=$TARGET/release/quartiers-emploi
readonly PORT=${PORT:-3917}
readonly SITE=http://127.0.0.1:$PORT
readonly LIST="/initiatives?frein=mobilite&departement=37"
readonly SECONDS_OF_LOAD=${SECONDS_OF_LOAD:-10}
export NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost

work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

need() {
    command -v "$1" >/dev/null || { echo "measure.sh needs $1 (Debian: apt-get install $2)" >&2 && exit 1; }
}

heading() {
    printf '\n=== %s (load %s)\n' "$1" "$(cut -d' ' -f1-3 /proc/loadavg)"
}

# Milliseconds since the epoch.
now() {
    echo $(($(date +%s%N) / 1000000))
}

# start FOLDER: serves FOLDER and prints the time to the first 200.
start() {
    local began tries=0
    began=$(now)
    "$BINARY" serve --data "$1" --listen "127.0.0.1:$PORT" >"$work/out" 2>"$work/log" &
    server=$!
    until curl --silent --fail --output /dev/null --max-time 30 "$SITE/"; do
        tries=$((tries + 1))
        if ((tries > 12000)) || ! kill -0 "$server" 2>/dev/null; then
            echo "no answer" >&2 && tail -5 "$work/log" >&2
            exit 1
        fi
        sleep 0.01
    done
    echo "first 200 on / after $(($(now) - began)) ms"
}

stop() {
    kill -TERM "$server"
    wait "$server" || true
    server=
}

memory() {
    awk -v when="$1" '/^VmRSS|^VmHWM/ { printf "%s %d MB ", $1, $2 / 1024 } END { print when }' "/proc/$server/status"
}

# A thousand requests over typical pages.
thousand() {
    local pages=(/ "$LIST" "/initiatives?q=garde+d%27enfants" /quartiers/sanitas-tours /acteurs /freins/mobilite
        "/initiatives?page=2" "/initiatives?q=mobilitee" /quartiers "/api/v1/initiatives?departement=37")
    local page
    for page in "${pages[@]}"; do
        for _ in {1..100}; do printf 'url = "%s%s"\noutput = /dev/null\n' "$SITE" "$page"; done
    done | curl --silent --fail --compressed --config -
}

# load HEADING PATH [WRK ARGUMENTS...]: prints requests per second at 32 connections.
load() {
    local what=$1 path=$2
    shift 2
    echo "-- $what"
    wrk -t1 -c32 "-d${SECONDS_OF_LOAD}s" --latency "$@" "$SITE$path" | grep -E '50%|99%|Requests/sec|Non-2xx|Socket errors' || true
}

throughput() {
    heading "throughput, wrk and server on the same cores, 32 connections"
    load "filtered list" "$LIST"
    load "filtered list, Brotli" "$LIST" -H "Accept-Encoding: br"
    load "filtered list, never the same address" "$LIST" -s benches/distinct_requests.lua
    load "filtered list, never the same address, Brotli" "$LIST" -s benches/distinct_requests.lua -H "Accept-Encoding: br"
    load "home" /
    load "home, Brotli" / -H "Accept-Encoding: br"
    load "search with a misspelt word" "/initiatives?q=gardes+denfants"
    load "/healthz" /healthz
}

build() {
    if [[ $1 == clean ]]; then
        heading "clean release build"
        local began
        began=$(now)
        CARGO_TARGET_DIR=$work/target cargo build --release --locked --quiet
        echo "$((($(now) - began) / 1000)) s"
    fi
    heading "binary and dependencies"
    cargo build --release --locked --quiet --bin quartiers-emploi
    echo "$(stat --format=%s "$BINARY") bytes in the binary"
    echo "$(grep -c '^name = ' Cargo.lock) crates in the lock file"
}

real_data() {
    heading "start on an empty folder"
    start "$work/data"
    stop
    heading "start on an existing one, three times"
    for _ in 1 2 3; do start "$work/data" && stop; done
    heading "memory"
    start "$work/data"
    memory "after the start"
    thousand
    memory "after 1,000 requests"
    throughput
    memory "after the load"
    stop
    grep -c ' WARN ' "$work/log" | sed 's/$/ warnings in the log/' || true
    heading "in process, on the data of the program"
    cargo bench --quiet --bench directory
    cargo bench --quiet --bench location
}

generated() {
    local count=$1 folder=$work/generated-$1
    heading "$count made-up initiatives"
    cargo bench --quiet --bench generate -- "$folder" "$count"
    du -sm "$folder" | sed 's/\t.*/ MB of tables/'
    local began
    began=$(now)
    "$BINARY" import "$folder" --data "$folder-data" >"$work/import" 2>"$work/log" &
    server=$!
    local most=0 seen
    while kill -0 "$server" 2>/dev/null; do
        seen=$(awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$server/status" 2>/dev/null || true)
        most=${seen:-$most}
        sleep 0.2
    done
    wait "$server" || { tail -5 "$work/import" "$work/log" >&2 && exit 1; }
    server=
    echo "imported in $((($(now) - began) / 1000)) s, $most MB at most"
    du -sm "$folder-data" | sed 's/\t.*/ MB of database/'
    start "$folder-data"
    memory "after the start"
    thousand
    memory "after 1,000 requests"
    load "filtered list" "$LIST"
    stop
    cargo bench --quiet --bench directory -- "$folder-data"
    rm -rf "$folder" "$folder-data"
}

need wrk wrk
need curl curl
need cargo "cargo, or rustup from rustup.rs"

clean=kept
counts=()
while (($#)); do
    case $1 in
    --clean-build) clean=clean ;;
    --generated) counts+=("${2:?how many}") && shift ;;
    *) sed -n '2,6s/^# \?//p' "${BASH_SOURCE[0]}" && exit 2 ;;
    esac
    shift
done

heading "machine"
uname -srm
echo "$(nproc) cores, $(awk '/^MemTotal/ { print int($2 / 1048576) }' /proc/meminfo) GB"
build "$clean"
real_data
for count in "${counts[@]}"; do generated "$count"; done
