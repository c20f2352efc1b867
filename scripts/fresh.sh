#!/usr/bin/env bash
# Proves that HEAD alone is enough: clones it into a temporary folder and runs the demonstration and all tests there.
set -euo pipefail
root=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
[ -z "$(git -C "$root" status --porcelain)" ] || echo "note: uncommitted changes are not part of what is tested" >&2

clone=$(mktemp -d "${TMPDIR:-/tmp}/liangzheng-fresh.XXXXXX")
trap 'rm -rf "$clone"' EXIT
git clone -q "$root" "$clone/liangzheng"
cd "$clone/liangzheng"
unset CARGO_TARGET_DIR
make demo
make test
