#!/usr/bin/env bash
# demo.sh [prove]: builds the system and plays the demonstration; `prove` plays every scene once whole and once sabotaged.
# SCENE=n plays one scene alone, SABOTAGE=n breaks one real thing in it.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --locked -q -p lz-authority -p lz-terminal -p lz-demo
demo=${CARGO_TARGET_DIR:-$PWD/target}/debug/lz-demo
[ "${1:-}" != prove ] || exec "$demo" prove
exec "$demo" play ${SCENE:+--scene "$SCENE"} ${SABOTAGE:+--sabotage "$SABOTAGE"}
