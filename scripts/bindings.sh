#!/usr/bin/env bash
# bindings.sh kotlin|swift: builds the core, then generates that language's side of the bindings from the built library.
# Generated code lands in target/bindings/LANGUAGE and is never committed; bindings/facade/api.txt is (a test compares it).
set -euo pipefail
cd "$(dirname "$0")/.."
language=$1
target=${CARGO_TARGET_DIR:-$PWD/target}

# put FILE PLACE: copies only what changed, because Maven and SwiftPM rebuild by modification time.
put() { cmp -s "$1" "$2" || { mkdir -p "$(dirname "$2")"; cp "$1" "$2"; }; }

# The tests of both languages talk to a real authority and show their codes to a real terminal.
cargo build --locked -q -p lz-bindings -p lz-bindgen -p lz-authority -p lz-terminal
fresh=$target/bindings/fresh/$language
rm -rf "$fresh"
# The bindgen asks cargo for the crate's uniffi.toml, hence the working folder.
(cd bindings/facade && "$target/debug/lz-bindgen" generate "$target/debug/liblz_core.so" \
    --language "$language" --no-format --out-dir "$fresh")
case $language in
    kotlin) put "$fresh/liangzheng/core/lz_core.kt" "$target/bindings/kotlin/liangzheng/core/lz_core.kt" ;;
    swift)
        put "$fresh/LiangzhengCore.swift" bindings/swift/Sources/LiangzhengCore/LiangzhengCore.swift
        put "$fresh/LiangzhengCoreFFI.h" bindings/swift/Sources/LiangzhengCoreFFI/LiangzhengCoreFFI.h
        ;;
    *) echo "unknown language $language" >&2; exit 2 ;;
esac
