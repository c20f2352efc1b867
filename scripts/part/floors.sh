#!/usr/bin/env bash
# No arrow of the house points up, and what verifies never reads rollout data (R53).
source "$(dirname "$0")/../part.sh"

cargo test --locked -p lz-floors
