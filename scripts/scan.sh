#!/usr/bin/env bash
# How well cameras read the codes: frames of a camera model, read by the terminal and by zxing-cpp, and the carousel filmed.
# Prints the tables, appends the rows scan.* to target/bench.json, leaves table.md and the contact sheet sheet.png in target/scan.
#
#   scripts/scan.sh [PART [NUMBER]]   `frames` with so many for each condition, or `video` with so many runs; else both,
#                                 in four minutes on two free cores
set -euo pipefail
cd "$(dirname "$0")/.."
target="${CARGO_TARGET_DIR:-$PWD/target}"

# The second reader, in an environment of its own. Quick when it is there.
tools="$target/scan-venv"
wanted="zxing-cpp==3.1.1 numpy==2.4.6 Pillow==13.0.0"
if [ "$(cat "$tools/.wanted" 2>/dev/null || true)" != "$wanted" ]; then
    echo "installing from PyPI into $tools: $wanted"
    python3 -m venv "$tools"
    # shellcheck disable=SC2086 # a list of words
    "$tools/bin/pip" install --quiet --disable-pip-version-check $wanted
    printf '%s\n' "$wanted" >"$tools/.wanted"
fi

mkdir -p "$target/scan"
# Older rows of the same names give way, so that the file holds each number once.
if [ -f "$target/bench.json" ]; then
    grep -v '"name":"scan\.' "$target/bench.json" >"$target/scan/bench.json" || true
    mv "$target/scan/bench.json" "$target/bench.json"
fi
# The build of the tests serves: what touches pixels is optimised in it too.
SCAN_PYTHON="$tools/bin/python" cargo run --locked -q -p lz-scan -- "$@"
if [ "${1:-}" != video ]; then
    "$tools/bin/python" tools/scan/sheet.py "$target/scan"
fi
echo "table: target/scan/table.md, contact sheet: target/scan/sheet.png"
