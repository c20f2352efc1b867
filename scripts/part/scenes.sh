#!/usr/bin/env bash
# The demonstration: every scene once whole and once sabotaged; each sabotage must make its scene fail.
source "$(dirname "$0")/../part.sh"

scripts/demo.sh --check
