#!/usr/bin/env bash
# Browser tests in every combination of page, device, colours, script and font: by hand, before a release.
# ./ci.sh tests pairwise combinations only, and installs what is needed here.
#   tests/full.sh [SPEC…]     such as: tests/full.sh accessibility.spec
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export FULL=1
export NO_PROXY=127.0.0.1,localhost no_proxy=127.0.0.1,localhost

if [[ ! -x tests/browser/node_modules/.bin/playwright ]]; then
    echo "tests/full.sh needs what ./ci.sh installs: run that first" >&2
    exit 1
fi
cargo build --release --locked
cd tests/browser
exec npx --no-install playwright test "$@"
