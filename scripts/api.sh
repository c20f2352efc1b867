#!/usr/bin/env bash
# Writes bindings/facade/api.txt, the snapshot of what apps can call, from the library as built now.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}

python3 scripts/mirror.py
cargo build --locked -q -p lz-bindings -p lz-bindgen
"$target/debug/lz-bindgen" api "$target/debug/liblz_core.so" >bindings/facade/api.txt
git --no-pager diff --stat -- bindings/facade/api.txt
