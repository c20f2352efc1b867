#!/usr/bin/env bash
# Kotlin over the bindings, and the Compose screens, run on the JVM; android.* code type-checked for Android.
source "$(dirname "$0")/../part.sh"

scripts/setup/kotlin.sh
lap "set-up"
scripts/bindings.sh kotlin
lap "core and bindings"
# Reports of earlier runs must not count as tests of this one.
find bindings/kotlin android/host -path '*/target/surefire-reports' -prune -exec rm -rf {} +
rm -rf "$LOGS/kotlin"
rc=0
mvn -B -ntp -q -f android/host/pom.xml -Dcore.target="$TARGET" --fail-at-end test || rc=$?
mkdir -p "$LOGS/kotlin"
find bindings/kotlin android/host -path '*/surefire-reports/TEST-*.xml' -exec cp {} "$LOGS/kotlin/" \;
exit $rc
