#!/usr/bin/env bash
# Draws every look of the license and puts them on one sheet: target/gallery/index.html.
set -euo pipefail
cd "$(dirname "$0")/.."

exec cargo run --locked -q -p lz-render --example gallery -- "${CARGO_TARGET_DIR:-$PWD/target}/gallery"
