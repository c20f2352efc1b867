#!/usr/bin/env bash
# Pages that people open in a browser, driven in Chromium: reviewer console, officer's page, the demonstration's page.
source "$(dirname "$0")/../part.sh"

scripts/setup/browser.sh
lap "set-up"
# The part before left the page; alone, it is made first.
[ -f "$TARGET/demo/index.html" ] || scripts/demo.sh
node scripts/browser/run.mjs "$TARGET"
