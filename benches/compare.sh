#!/usr/bin/env bash
# Throughput of two builds on loopback; fails when the ratio of medians (new to old) is below 95 %.
#   benches/compare.sh OLD_BINARY NEW_BINARY
#   ROUNDS=15 SECONDS_OF_LOAD=2 benches/compare.sh …     about eleven minutes; close everything else before
# All start from the seeds of the old program, whatever those of the new one are.
# The rate limits would stop the posts after some 16,000: before each load of posts the program is stopped and its
# rate-limit counters are deleted.
# The old program runs twice, so that each round also compares it with itself: a difference of that size is noise.
# Rounds alternate and change their order. `wrk` is in Debian: apt-get install wrk.
set -euo pipefail

readonly HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly ROUNDS=${ROUNDS:-15}
readonly SECONDS_OF_LOAD=${SECONDS_OF_LOAD:-2}
readonly LIST="/initiatives?frein=mobilite&departement=37"
readonly POSTERS=8
readonly KINDS=(home list different initiative neighbourhood posts)
export NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost

if (($# != 2)); then sed -n '2,9s/^# \?//p' "${BASH_SOURCE[0]}" && exit 2; fi
for tool in wrk curl python3; do
    command -v "$tool" >/dev/null || { echo "compare.sh needs $tool" >&2 && exit 1; }
done

declare -A binary=([old]=$(realpath -e "$1") [again]=$(realpath -e "$1") [new]=$(realpath -e "$2"))
declare -A port=() drafts=() pid=()
work=$(mktemp -d)
trap 'for one in "${pid[@]}"; do kill "$one" 2>/dev/null || true; done; wait; rm -rf "$work"' EXIT

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
    "${binary[$1]}" serve --log warn --data "$work/$1" --listen "127.0.0.1:${port[$1]}" \
        --client-address-header X-Forwarded-For >>"$work/$1.log" 2>&1 &
    pid[$1]=$!
    local tries=0
    until curl --silent --fail --output /dev/null --max-time 5 "http://127.0.0.1:${port[$1]}/"; do
        tries=$((tries + 1))
        if ((tries > 600)); then
            echo "no answer from ${binary[$1]}" >&2 && tail -5 "$work/$1.log" >&2
            exit 1
        fi
        sleep 0.1
    done
}

# reset_limits PROGRAM: restarts it with empty rate limits, on its data and port.
reset_limits() {
    kill "${pid[$1]}"
    wait "${pid[$1]}" || { echo "${binary[$1]} did not stop well" >&2 && exit 1; }
    python3 - "$work/$1/directory.db" <<'PYTHON'
import sqlite3
import sys

database = sqlite3.connect(sys.argv[1])
with database:
    database.execute("DELETE FROM buckets")
database.close()
PYTHON
    start "$1"
}

# draft PROGRAM NUMBER: creates a draft; prints the path of its first step.
draft() {
    local site=http://127.0.0.1:${port[$1]} from="X-Forwarded-For: 10.$2.0.1" form_token location
    form_token=$(curl --silent --fail -H "$from" "$site/proposer" | sed -n 's/.*name="timbre" value="\([^"]*\)".*/\1/p' | head -1)
    location=$(curl --silent --output /dev/null --write-out '%{redirect_url}' -H "$from" -H 'Sec-Fetch-Site: same-origin' \
        --data-urlencode "timbre=$form_token" --data-urlencode "titre=Essai de charge" \
        --data-urlencode "resume=Un texte d’essai assez long pour compter, écrit pour la mesure des formulaires." \
        --data "activite=permanente" "$site/proposer")
    [[ $location == */ou ]] || { echo "${binary[$1]} does not keep a draft" >&2 && return 1; }
    location=${location#"$site"}
    echo "${location%/ou}/quoi"
}

# load PROGRAM KIND SECONDS: prints requests per second; fails when a request was refused.
load() {
    local site=http://127.0.0.1:${port[$1]} report
    local run=(wrk -t1 "-d${3}s")
    case $2 in
    home) report=$("${run[@]}" -c32 "$site/") ;;
    list) report=$("${run[@]}" -c32 "$site$LIST") ;;
    different) report=$("${run[@]}" -c32 -s "$HERE/distinct_requests.lua" "$site$LIST") ;;
    initiative) report=$("${run[@]}" -c32 "$site/initiatives/nouveau-depart-chateaudun") ;;
    neighbourhood) report=$("${run[@]}" -c32 "$site/quartiers/sanitas-tours") ;;
    # shellcheck disable=SC2086 # one argument a draft
    posts) report=$("${run[@]}" "-c$POSTERS" -s "$HERE/posts.lua" "$site" -- ${drafts[$1]}) ;;
    esac
    if grep -E 'Non-2xx|Socket errors' <<<"$report" >&2; then
        echo "$1 refused requests of $2" >&2
        return 1
    fi
    sed -n 's/^Requests\/sec: *//p' <<<"$report"
}

echo "old ${binary[old]}, new ${binary[new]}: $ROUNDS rounds of $SECONDS_OF_LOAD s, $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg)"
"${binary[old]}" --data "$work/seeds" import >/dev/null
for program in old again new; do
    cp -r "$work/seeds" "$work/$program"
    port[$program]=$(free_port)
    start "$program"
    for ((number = 0; number < POSTERS; number++)); do
        path=$(draft "$program" "$number") || exit 1
        drafts[$program]+=" $path"
    done
    for kind in "${KINDS[@]}"; do load "$program" "$kind" 1 >/dev/null; done
done

orders=("old new again" "new again old" "again old new")
for ((round = 0; round < ROUNDS; round++)); do
    for kind in "${KINDS[@]}"; do
        for program in ${orders[round % 3]}; do
            if [[ $kind == posts ]]; then reset_limits "$program"; fi
            rate=$(load "$program" "$kind" "$SECONDS_OF_LOAD") || exit 1
            printf '%s\t%d\t%s\t%s\n' "$kind" "$round" "$program" "$rate"
        done
    done
done >"$work/rounds"

python3 - "$work/rounds" <<'PYTHON'
import statistics
import sys

LEAST = 0.95
rates = {}
for line in open(sys.argv[1]):
    kind, number, program, rate = line.split("\t")
    rates.setdefault(kind, {}).setdefault(program, []).append(float(rate))


def ratio(a, b):
    """Ratio of the medians, and the middle half of the ratios of the rounds."""
    low, _, high = statistics.quantiles((x / y for x, y in zip(a, b)), n=4)
    return statistics.median(a) / statistics.median(b), f"{statistics.median(a) / statistics.median(b):.3f} ({low:.3f} to {high:.3f})"


slow = []
print("| requests a second | old | new | new / old (middle half) | old / old (middle half) |\n| --- | --- | --- | --- | --- |")
for kind, of in rates.items():
    change, told = ratio(of["new"], of["old"])
    medians = [f"{statistics.median(of[program]):,.0f}" for program in ("old", "new")]
    print(f"| {kind} | {medians[0]} | {medians[1]} | {told} | {ratio(of['again'], of['old'])[1]} |")
    if change < LEAST:
        slow.append(kind)
if slow:
    sys.exit(f"below {LEAST:.0%}: {', '.join(slow)}")
PYTHON
