#!/usr/bin/env bash
# Draws every look of the license and puts them on one sheet: target/gallery/index.html.
#
# `node scripts/browser/gallery.mjs target/gallery [390]` photographs the sheet in Chromium, at the width of a phone if wanted.
set -euo pipefail
cd "$(dirname "$0")/.."

exec cargo run --locked -q -p lz-render --example gallery -- "${CARGO_TARGET_DIR:-$PWD/target}/gallery"
