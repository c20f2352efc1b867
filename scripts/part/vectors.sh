#!/usr/bin/env bash
# The wire format, read by an independent implementation in Python.
source "$(dirname "$0")/../part.sh"

scripts/check-vectors.sh
