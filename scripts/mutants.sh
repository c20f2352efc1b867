#!/usr/bin/env bash
# Plants small mistakes in the rules that decide and reports those that no test notices.
# Files: verification, status, eligibility, working days. Takes long: not part of `make test`.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v cargo-mutants >/dev/null || { echo "installing cargo-mutants from crates.io"; cargo install --locked cargo-mutants; }
cargo mutants --output target/mutants --jobs "$(nproc)" \
    --package lz-license --package lz-credential \
    --file core/license/src/status.rs --file core/license/src/eligibility.rs --file core/license/src/working_days.rs \
    --file 'core/credential/src/verify/*.rs' "$@"
