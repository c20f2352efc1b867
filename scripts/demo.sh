#!/usr/bin/env bash
# Builds the system and plays the demonstration; the page is target/demo/index.html.
#
#   demo.sh                every scene; SCENE=7 plays one alone (target/demo/scene-7.html)
#   SABOTAGE=7 demo.sh     breaks one real thing in scene 7, which must then fail
#   demo.sh prove          every scene once whole and once sabotaged
set -euo pipefail
cd "$(dirname "$0")/.."

cargo build --locked -q -p lz-authority -p lz-terminal -p lz-demo
demo=${CARGO_TARGET_DIR:-$PWD/target}/debug/lz-demo
case ${1:-} in prove | --check) exec "$demo" prove ;; esac
exec "$demo" play ${SCENE:+--scene "$SCENE"} ${SABOTAGE:+--sabotage "$SABOTAGE"}
