#!/usr/bin/env bash
# What the browser part needs: Debian's Chromium, Node.js, and playwright-core from npm to drive it.
set -euo pipefail
cd "$(dirname "$0")/../.."

command -v node >/dev/null || scripts/setup/apt.sh nodejs npm
scripts/setup/apt.sh chromium
stamp=scripts/browser/node_modules/.installed
if [ ! -f "$stamp" ] || [ scripts/browser/package-lock.json -nt "$stamp" ]; then
    echo "installing npm packages of scripts/browser"
    npm ci --prefix scripts/browser --ignore-scripts --no-audit --no-fund --loglevel=error
    touch "$stamp"
fi
