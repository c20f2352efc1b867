#!/usr/bin/env bash
# Swift: the bindings' tests and the app's model tests on Linux, the views against a stand-in for SwiftUI, and the style.
# A stand-in shows that views agree with our models and bindings; it does not show that Apple's SDK has these signatures.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
target=${CARGO_TARGET_DIR:-$root/target}
reports=$target/test-logs/swift
swift=$root/scripts/swift-linux.sh

export SWIFT_LINUX_REPO=$root
case $target/ in "$root"/*) ;; *) export SWIFT_LINUX_RO=$target ;; esac
export SWIFT_LINUX_ENV="CORE_LIB_DIR=$target/debug CORE_PROGRAMS=$target/debug"
build=$(dirname "$("$swift" where)")/build/$(printf %s "$root" | sha256sum | cut -c1-12)

rm -rf "$reports"
mkdir -p "$reports"
# tests PACKAGE: runs a package's tests and keeps their report.
tests() {
    local name=${1//\//-} rc=0
    export SWIFT_LINUX_BUILD=$build/$name
    mkdir -p "$SWIFT_LINUX_BUILD"
    rm -f "$SWIFT_LINUX_BUILD"/*.xml
    timeout 300 "$swift" test "$1" --xunit-output "$SWIFT_LINUX_BUILD/report.xml" || rc=$?
    # XCTest's own report is empty: all tests are Swift Testing's.
    [ ! -f "$SWIFT_LINUX_BUILD/report-swift-testing.xml" ] || cp "$SWIFT_LINUX_BUILD/report-swift-testing.xml" "$reports/$name.xml"
    return $rc
}
# A package that fails does not hide what the other one says.
rc=0
tests bindings/swift || rc=$?
tests ios || rc=$?

export SWIFT_LINUX_BUILD=$build
"$swift" run bash -euc '
    mkdir -p "$0/stand-in"
    modules=$(echo "$0"/ios/*-linux-gnu/debug/Modules)
    swiftc -swift-version 6 -emit-module -module-name SwiftUI -o "$0/stand-in/SwiftUI.swiftmodule" ios/StandIn/SwiftUI.swift
    swiftc -swift-version 6 -warnings-as-errors -typecheck -I "$0/stand-in" -I "$modules" \
        -Xcc -fmodule-map-file="$1/bindings/swift/Sources/LiangzhengCoreFFI/module.modulemap" \
        -module-name LiangzhengApp ios/App/*.swift
' "$build" "$root"
echo "views: agree with our models and a stand-in for SwiftUI"

"$swift" run swift-format lint --strict --configuration ios/.swift-format -r \
    bindings/swift/Package.swift bindings/swift/Tests ios/Package.swift ios/Sources ios/Tests ios/App
echo "swift-format: nothing to say"
exit $rc
