#!/usr/bin/env bash
# Pages that people open in a browser, driven in Chromium: the demonstration's page, as this build makes it.
source "$(dirname "$0")/../part.sh"

scripts/setup/browser.sh
lap "set-up"
scripts/demo.sh
lap "demonstration"
node scripts/browser/run.mjs "$TARGET"
