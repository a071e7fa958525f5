#!/usr/bin/env bash
# Every check of the project, the cheapest first; the same on a laptop and on a server. Under 50 minutes on two cores.
# It installs what it needs under target/ and tests/browser/node_modules, and Debian's Chromium, fonts, lynx, w3m, tmux,
# openssl, Redis and Python when there are none. The tests of a full disk mount one: as root, or by `sudo -n`.
#   ./ci.sh                     each page type meets each dress and tool once; tests/full.sh has every combination
#   ADVISORY_DB=path ./ci.sh    checks the advisories against this checkout of the database, without the network
set -euo pipefail
# Relative to the folder that the script is called from.
if [[ -n ${ADVISORY_DB:-} ]]; then ADVISORY_DB=$(realpath -m -- "$ADVISORY_DB"); fi
cd "$(dirname "${BASH_SOURCE[0]}")"

# 260 for the pages, the store and the search; 17 for `geo`, which locates points; 23 for TLS, ten of them for
# Windows; 12 for mail, 5 for one-time codes and texts, 130 for passkeys (webauthn-rs with its own cryptography
# stack).
readonly MAX_CRATES=493
# The code of the pages is most of it; with schemes and needs desks it may pass 25 MB (docs/measurements.md, "Build").
readonly MAX_BINARY_BYTES=$((32 * 1000 * 1000))
readonly DENY_VERSION=0.20.2
readonly BINARY=target/release/quartiers-emploi
readonly RELEASE=target/ci-release
readonly BROWSER_TESTS=tests/browser
readonly GOLD=target/gold
readonly ADVISORY_URL=https://github.com/RustSec/advisory-db
# An older checkout of the advisories does not count for a release.
readonly MAX_ADVISORY_DAYS=30

export CARGO_TERM_COLOR=never
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
# The browser tests connect to loopback only.
export NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost

passed=0
failed=()
skipped=()

# check HEADING COMMAND...: runs one check, prints its duration, and continues when it fails. No check may be skipped:
# its tools are installed, or it fails.
check() {
    run_check no "$@"
}

# Like `check`, for the one check that may stay unrun: exit status 77 means "unavailable here", reported in the last
# lines.
check_if_reached() {
    run_check yes "$@"
}

run_check() {
    local may_skip=$1 heading=$2 began=$SECONDS status=0
    shift 2
    printf '\n=== %s\n' "$heading"
    # A subshell with its own `set -e`: a condition around it would switch that off.
    set +e
    (set -e; "$@")
    status=$?
    set -e
    local took=$((SECONDS - began))
    case $status.$may_skip in
    0.*) passed=$((passed + 1)) && printf -- '--- passed in %d s: %s\n' "$took" "$heading" ;;
    77.yes) skipped+=("$heading") && printf -- '--- NOT RUN, after %d s: %s\n' "$took" "$heading" ;;
    *) failed+=("$heading") && printf -- '--- FAILED (%d) after %d s: %s\n' "$status" "$took" "$heading" ;;
    esac
}

need() {
    command -v "$1" >/dev/null || { echo "ci.sh needs $1" >&2 && exit 1; }
}

as_root() {
    if [[ $(id -u) -eq 0 ]]; then "$@"; else sudo -n "$@"; fi
}

debian_packages() {
    as_root apt-get update
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

tests() {
    if cargo nextest --version >/dev/null 2>&1; then
        cargo nextest run --locked --no-fail-fast
    else
        cargo test --locked --no-fail-fast
    fi
}

documentation() {
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items --locked
}

lock_file() {
    local crates
    crates=$(grep -c '^name = ' Cargo.lock)
    echo "$crates crates in the lock file, $MAX_CRATES allowed"
    ((crates <= MAX_CRATES))
    if grep -n '"resolved"' "$BROWSER_TESTS/package-lock.json"; then
        echo "package-lock.json names a registry; npm install with $BROWSER_TESTS/.npmrc doesn't" >&2
        return 1
    fi
}

cargo_deny() {
    target/tools/bin/cargo-deny --locked "$@"
}

# Unoptimised: it runs for two seconds, and builds in one minute instead of ten.
install_cargo_deny() {
    if [[ "$(target/tools/bin/cargo-deny --version 2>/dev/null)" != "cargo-deny $DENY_VERSION" ]]; then
        CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_DEBUG=false \
            CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 cargo install --locked --force cargo-deny \
            --version "$DENY_VERSION" --root target/tools --target-dir target/tools/build
    fi
}

licences() {
    install_cargo_deny
    # Fetches the crates of other systems too; a build here fetches only its own.
    cargo fetch --locked
    cargo_deny --offline check licenses bans sources
}

# Fetches the advisory database to the folder $1, or keeps the copy that is there. 77: no copy, and none reachable.
fetch_advisories() {
    if [[ ! -d $1 ]]; then
        timeout 120 git clone --quiet --depth 1 "$ADVISORY_URL" "$1.new" || return 77
        mv "$1.new" "$1" || return 1
    # Explicit `--git-dir`: git would otherwise fall back to the repository of this project.
    elif timeout 120 git -C "$1" --git-dir=.git fetch --quiet --depth 1 origin HEAD; then
        git -C "$1" --git-dir=.git reset --quiet --hard FETCH_HEAD || return 1
    else
        echo "$ADVISORY_URL cannot be reached: the copy of an earlier run is used"
    fi
}

# The advisory database is a git repository: the given checkout, or the public one. If neither is available, the check
# stays unrun, and the last lines say so. An invalid or outdated checkout is a failure.
advisories() {
    local folder=target/advisories database=${ADVISORY_DB:-target/advisories/database} top committed days status=0
    mkdir -p "$folder"
    rm -rf "$folder/database.new"
    if [[ -z ${ADVISORY_DB:-} ]]; then
        GIT_TERMINAL_PROMPT=0 fetch_advisories "$database" || status=$?
    fi
    if ((status == 77)); then
        echo "NOT CHECKED: $ADVISORY_URL cannot be reached, and ADVISORY_DB names no checkout of it"
    fi
    ((status == 0)) || return "$status"
    database=$(realpath -e "$database") || return 1
    top=$(git -C "$database" rev-parse --show-toplevel) || return 1
    [[ $top == "$database" ]] || { echo "$database is no checkout of its own" >&2 && return 1; }
    [[ -d $database/crates ]] || { echo "$database has no folder of advisories named crates" >&2 && return 1; }
    committed=$(git -C "$database" log -1 --format=%ct) || return 1
    days=$((($(date +%s) - committed) / 86400))
    echo "the advisories of $days days ago, in $database"
    ((days <= MAX_ADVISORY_DAYS)) || { echo "more than $MAX_ADVISORY_DAYS days say nothing of a release" >&2 && return 1; }
    # cargo-deny accepts its database by the public URL only: git reads this folder instead.
    rm -rf "$folder/clones"
    sed "s|^\\[advisories\\]|&\ndb-path = \"$PWD/$folder/clones\"|" deny.toml >"$folder/deny.toml"
    GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="url.$database.insteadOf" GIT_CONFIG_VALUE_0=$ADVISORY_URL \
        cargo_deny --config "$folder/deny.toml" fetch db
    cargo_deny --offline --config "$folder/deny.toml" check advisories
}

# Cargo reports yanked versions when it creates a package.
withdrawn_versions() {
    local said
    said=$(cargo package --locked --allow-dirty --no-verify 2>&1) || { echo "$said" && return 1; }
    if grep 'is yanked' <<<"$said"; then return 1; fi
    echo "no crate of the lock file was withdrawn"
}

# Builds beside the lints, which use one core most of the time; `release_build` waits for its end.
start_release_build() {
    mkdir -p target
    rm -f "$RELEASE.status"
    (
        status=0
        cargo build --release --locked >"$RELEASE.log" 2>&1 || status=$?
        echo "$status" >"$RELEASE.status"
    ) &
    release_pid=$!
    trap 'kill "$release_pid" 2>/dev/null || true' EXIT
}

release_build() {
    while [[ ! -e $RELEASE.status ]] && kill -0 "$release_pid" 2>/dev/null; do sleep 1; done
    if [[ $(cat "$RELEASE.status" 2>/dev/null) != 0 ]]; then
        cat "$RELEASE.log" >&2
        return 1
    fi
    tail -1 "$RELEASE.log"
    local bytes
    bytes=$(stat --format=%s "$BINARY")
    echo "$bytes bytes in the binary, $MAX_BINARY_BYTES allowed"
    ((bytes <= MAX_BINARY_BYTES))
}

install_browser() {
    local missing=() package
    # Three fonts of different shapes: the tests draw with them alone (tests/browser/fonts.mjs). Two text browsers, the
    # terminal that they are driven in, what makes their certificate, and readers of PDF files.
    for package in chromium fonts-dejavu-core fonts-roboto-unhinted fonts-open-sans lynx w3m tmux openssl poppler-utils; do
        dpkg-query --show --showformat '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    if ((${#missing[@]})); then debian_packages "${missing[@]}"; fi
    /usr/bin/chromium --version 2>/dev/null
    npm ci --prefix "$BROWSER_TESTS" --ignore-scripts --no-audit --no-fund
}

install_python() {
    # Debian ships ensurepip in python3-venv only; an environment without it has no pip.
    if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
        debian_packages python3 python3-venv
    fi
}

# python_tools FOLDER REQUIREMENTS: a Python environment, recreated only when the requirements have changed.
python_tools() {
    install_python
    if ! cmp -s "$2" "$1/requirements.txt"; then
        python3 -m venv --clear "$1"
        "$1/bin/pip" install --quiet --disable-pip-version-check --prefer-binary --requirement "$2"
        cp "$2" "$1/requirements.txt"
    fi
}

install_geocoder() {
    if ! command -v redis-server >/dev/null; then
        debian_packages redis-server
    fi
    python_tools target/geocoder tests/geocoder/requirements.txt
    target/geocoder/bin/pip list --disable-pip-version-check | grep addok
}

install_mail_server() {
    python_tools target/smtp tests/smtp/requirements.txt
    target/smtp/bin/pip list --disable-pip-version-check | grep aiosmtpd
}

# The committed reference points equal those that the script computes from the outlines of the seeds.
gold_points() {
    python_tools "$GOLD" tests/golden/requirements.txt
    "$GOLD/bin/python" tests/golden/points.py >"$GOLD/points.csv"
    diff tests/golden/points.csv "$GOLD/points.csv"
    echo "$(($(wc -l <tests/golden/points.csv) - 1)) points as committed"
}

browser_tests() {
    (cd "$BROWSER_TESTS" && npx --no-install playwright test "$@")
}

# A module that was renamed breaks a script that nobody runs for weeks.
scripts_start() {
    local script
    for script in tests/durability/{kill,powercut,failover,faults}.py tests/deploy/{proxies,chroot}.py tests/deploy/package.sh \
        benches/slow_clients.py benches/compare/{compare,growth,steady}.py; do
        "$script" --help >/dev/null
    done
}

need cargo
# SQLite, ring and jemalloc are built from C; jemalloc by its configure script and make.
need cc
need make
need node
need npm

check "formatting" cargo fmt --check
check "lock files" lock_file
start_release_build
check "lints" cargo clippy --all-targets --locked -- -D warnings
check "lints without passkeys" cargo clippy --no-default-features --all-targets --locked -- -D warnings
check "documentation" documentation
check "scripts that are run by hand" scripts_start
check "browser and Node packages" install_browser
check "names in scripts and browser tests" npm run --prefix "$BROWSER_TESTS" --silent lint
check "geocoder for the tests" install_geocoder
check "mail server for the tests" install_mail_server
check "gold points" gold_points
check "licences, bans and sources of the dependencies" licences
check "withdrawn versions of the dependencies" withdrawn_versions
check_if_reached "advisories on the dependencies" advisories
check "release build and its size" release_build
check "tests" tests
check "HTML of every page type, fonts and combinations of the tests" browser_tests html.spec fonts.spec pairwise.spec
check "pages in the browser: axe, layout, weight, journeys" browser_tests accessibility.spec layout.spec structure.spec without-css.spec weight.spec journeys.spec
check "order of Tab, marks of the focus, accessibility trees" browser_tests tab-order.spec rings.spec trees.spec
check "text browsers: lynx and w3m" browser_tests text-browsers.spec
check "places and filters in the browser; posters, shortlists, sheets, paper" browser_tests places.spec geocoder.spec filters.spec poster.spec shortlist.spec paper.spec
check "mail through a real mail server, and its width" browser_tests mailbox.spec mails.spec
check "proposing and signing in, in the browser" browser_tests propose.spec sign-in.spec
check "from a proposal to the public page, and faults" browser_tests moderation.spec member-pages.spec keyboard.spec faults.spec

printf '\n=== the whole took %d s\n' "$SECONDS"
if ((${#failed[@]})); then printf 'failed: %s\n' "${failed[@]}"; fi
echo "$passed passed, ${#failed[@]} failed, ${#skipped[@]} not run"
if ((${#skipped[@]})); then
    printf 'NOT RUN: %s\n' "${skipped[@]}"
    echo "A release needs it: ADVISORY_DB=path ./ci.sh, see « Before a release » in README.md"
fi
((${#failed[@]} == 0))
