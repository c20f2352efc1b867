#!/usr/bin/env bash
# Counts the error rates of the photo checks and recomputes OFIQ's formulas beside them: docs/photo-accuracy.md.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo bench --locked -p lz-photo --bench photo-accuracy

rm -rf target/ofiq
cargo run --locked --release --quiet -p lz-photo --features synth --example photo-probe raw target/ofiq
python=python3
if ! python3 -c 'import numpy' 2>/dev/null; then
    python3 -m venv target/photo-venv
    target/photo-venv/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6
    python=target/photo-venv/bin/python
fi
"$python" core/photo/scripts/ofiq.py target/ofiq docs/photo-accuracy.md
