#!/usr/bin/env bash
# Runs the parts of the test suite one after the other and prints minutes and numbers of tests for each.
#
#   scripts/test.sh             all parts
#   scripts/test.sh PART...     these only
#   scripts/test.sh --list      their names
#
# Every part writes target/test-logs/PART.log. A part that fails does not stop the others, but fails the run; so does a
# toolchain that cannot be set up: nothing is ever skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

all=(rust floors vectors kotlin swift cross scenes browser)
[ "${1:-}" != --list ] || { echo "${all[*]}"; exit 0; }
parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=("${all[@]}")
for part in "${parts[@]}"; do
    [ -f "scripts/part/$part.sh" ] || { echo "no part named $part; there are: ${all[*]}" >&2; exit 2; }
done

logs=${CARGO_TARGET_DIR:-$PWD/target}/test-logs
mkdir -p "$logs"
rows=() failed=() began=$SECONDS
for part in "${parts[@]}"; do
    printf '\n=== %s\n' "$part"
    start=$SECONDS result=ok
    bash "scripts/part/$part.sh" 2>&1 | tee "$logs/$part.log" || { result=FAILED; failed+=("$part"); }
    took=$((SECONDS - start))
    tests=$(python3 scripts/tests_ran.py --count "$part")
    rows+=("$(printf '%-10s %-7s %4d:%02d min  %s' "$part" "$result" $((took / 60)) $((took % 60)) "$tests")")
done

printf '\n%-10s %-7s %7s      %s\n' part result time tests
printf '%s\n' "${rows[@]}"
took=$((SECONDS - began))
printf '%-10s %-7s %4d:%02d min\n' all "$([ ${#failed[@]} -eq 0 ] && echo ok || echo FAILED)" $((took / 60)) $((took % 60))
if [ ${#failed[@]} -gt 0 ]; then
    printf 'failed: %s (logs in %s)\n' "${failed[*]}" "$logs" >&2
    exit 1
fi
