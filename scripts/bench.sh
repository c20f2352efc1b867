#!/usr/bin/env bash
# Measures the numbers of the budget. Each bench prints a table and appends its rows to target/bench.json.
#
#   scripts/bench.sh           every bench of the workspace
#   scripts/bench.sh NAME...   these only
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
fi
[ ${#names[@]} -gt 0 ] || { echo "no benches in the workspace yet" >&2; exit 1; }
for name in "${names[@]}"; do
    cargo bench --locked --workspace --bench "$name"
done
