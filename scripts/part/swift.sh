#!/usr/bin/env bash
# Swift over the bindings and the models of the app, run on Linux; views type-checked against a stand-in for SwiftUI.
source "$(dirname "$0")/../part.sh"

scripts/swift-linux.sh setup
lap "set-up"
scripts/bindings.sh swift
lap "core and bindings"
scripts/swift-tests.sh
