#!/usr/bin/env bash
# Builds the library that a phone's app carries, for this machine, and prints where it is: release, small, stripped.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo rustc --locked --quiet --profile phone -p lz-bindings --lib --crate-type cdylib -- \
    -C link-arg=-Wl,--icf=all -C link-arg=-Wl,-z,pack-relative-relocs
target=${CARGO_TARGET_DIR:-target}/phone
strip --strip-unneeded -o "$target/liblz_core.stripped.so" "$target/liblz_core.so"
echo "$target/liblz_core.stripped.so"
