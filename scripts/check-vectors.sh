#!/bin/sh
# Reads the committed vectors with code that shares nothing with ours: PyPI cwt, cbor2, pycddl. Quick when the tools are there.
set -eu
cd "$(dirname "$0")/.."
tools=target/vectors-venv
wanted="cwt==3.3.0 cbor2==5.9.0 base45==0.4.4 pycddl==0.6.4 cryptography==50.0.2"
if [ "$(cat "$tools/.wanted" 2>/dev/null || true)" != "$wanted" ]; then
    python3 -m venv "$tools"
    # shellcheck disable=SC2086 # a list of words
    "$tools/bin/pip" install --quiet --disable-pip-version-check $wanted
    printf '%s\n' "$wanted" >"$tools/.wanted"
fi
exec "$tools/bin/python" scripts/check_vectors.py "$@"
