#!/usr/bin/env bash
# Builds the system and plays the demonstration. SCENE=n plays one scene, SABOTAGE=n breaks one real thing in it.
# With --check, plays every scene once whole and once sabotaged.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --locked -q -p lz-authority -p lz-terminal -p lz-demo
target=${CARGO_TARGET_DIR:-$PWD/target}
exec "$target/debug/lz-demo" "$@"
