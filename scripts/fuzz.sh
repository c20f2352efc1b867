#!/usr/bin/env bash
# Mutated JPEG, PNG and WebP files through the photo decoders: no panic, bounded memory. Prints what came of them, by kind.
#
#   scripts/fuzz.sh            a million files
#   scripts/fuzz.sh 100000     so many
set -euo pipefail
cd "$(dirname "$0")/.."

files="${1:-1000000}"
cargo test --locked --release -p lz-photo --test hostile --no-run

# 1.5 GB of address space for both halves, their threads and the test itself.
ulimit -v 1500000
start=$(date +%s%N)
PHOTO_MUTATIONS="$files" cargo test --locked --release -q -p lz-photo --test hostile -- --nocapture --exact \
    ten_thousand_mutated_files_give_an_answer_or_a_typed_error
milliseconds=$((($(date +%s%N) - start) / 1000000))
echo "$files files in $((milliseconds / 1000)).$(printf %03d $((milliseconds % 1000))) s"
