#!/usr/bin/env bash
# Builds the system and plays the demonstration; the page is target/demo/index.html.
#
#   SCENE=7 scripts/demo.sh      one scene
#   SABOTAGE=7 scripts/demo.sh   breaks one real thing in scene 7, which must then fail
#   scripts/demo.sh --check      every scene once whole and once sabotaged
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --locked -q -p lz-authority -p lz-terminal -p lz-demo
demo=${CARGO_TARGET_DIR:-$PWD/target}/debug/lz-demo
if [ "${1:-}" = --check ]; then
    exec "$demo" prove
fi
wanted=()
[ -z "${SCENE:-}" ] || wanted+=(--scene "$SCENE")
[ -z "${SABOTAGE:-}" ] || wanted+=(--sabotage "$SABOTAGE")
exec "$demo" play "${wanted[@]}" "$@"
