#!/usr/bin/env bash
# Builds the Debian package in target/debian/, with man pages and shell completions.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly CARGO_DEB_VERSION=3.8.0
if [[ "$(target/tools/bin/cargo-deb --version 2>/dev/null)" != "$CARGO_DEB_VERSION" ]]; then
    cargo install --locked --force cargo-deb --version "$CARGO_DEB_VERSION" --root target/tools --target-dir target/tools/build
fi
rm -rf target/manual
cargo run --locked --example manual -- target/manual
cargo build --release --locked
target/tools/bin/cargo-deb --no-build --output target/debian/
