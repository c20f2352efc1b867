#!/usr/bin/env bash
# Everything that reads the sources without running the product: formatting, lints, floors, documentation.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n--- %s\n' "$*"; "$@"; }

step cargo fmt --all --check
step cargo clippy --locked --workspace --all-targets -- -D warnings
step cargo test --locked -q -p lz-floors
RUSTDOCFLAGS="-D warnings" step cargo doc --locked --workspace --no-deps
step python3 scripts/mirror.py --check
step python3 scripts/requirements.py --check
