#!/usr/bin/env bash
# All Rust tests of the workspace, documentation examples included. (The floors are their own part.)
source "$(dirname "$0")/../part.sh"

cargo build --locked --workspace --all-targets
lap "build"
cargo test --locked --workspace --exclude lz-floors
