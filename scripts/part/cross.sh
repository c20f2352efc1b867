#!/usr/bin/env bash
# The core and its bindings, type-checked for aarch64-linux-android and aarch64-apple-ios.
source "$(dirname "$0")/../part.sh"

# A folder of its own: these builds of std would evict what the other parts share.
for system in android ios; do
    CARGO_TARGET_DIR=$TARGET/cross scripts/cross-check.sh "$system" -- --locked -q -p lz-bindings
    echo "ok type-checked for $system"
    lap "$system"
done
