# Sourced by every script under scripts/part: strict mode, the repository as working folder, where logs go.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export TARGET=${CARGO_TARGET_DIR:-$PWD/target}
export LOGS=$TARGET/test-logs
mkdir -p "$LOGS"

_lap=$SECONDS
# lap NAME: says how long the step since the last lap took.
lap() { printf '  [%s: %d s]\n' "$1" $((SECONDS - _lap)); _lap=$SECONDS; }
