#!/usr/bin/env bash
# Measures the numbers of the budget. Each bench prints a table and appends its rows to target/bench.json.
#
#   scripts/bench.sh           every bench of the workspace, then the line from code to verdict (tools/bench)
#   scripts/bench.sh NAME...   these only; `line` is tools/bench
set -euo pipefail
cd "$(dirname "$0")/.."

names=("$@")
if [ ${#names[@]} -eq 0 ]; then
    rm -f target/bench.json
    mapfile -t names < <(cargo metadata --no-deps --format-version 1 | python3 -c '
import json, sys
for package in json.load(sys.stdin)["packages"]:
    for t in package["targets"]:
        if "bench" in t["kind"] and t["name"] != "photo-accuracy":
            print(t["name"])')
    names+=(line)
fi
for name in "${names[@]}"; do
    if [ "$name" = line ]; then
        scripts/phone-library.sh # for its size
        cargo run --locked --release -p lz-bench
    else
        if [ "$name" = pages ]; then
            cargo build --locked --profile phone -p lz-render --example size # for its size
        fi
        cargo bench --locked --workspace --bench "$name"
    fi
done
