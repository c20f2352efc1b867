#!/usr/bin/env bash
# What the Kotlin part needs beside Rust: JDK 17, Maven, and the fonts and libraries that Compose's desktop backend draws
# with. Maven itself fetches Kotlin, Compose, JNA and JUnit at the exact versions of android/host/pom.xml.
set -euo pipefail
here=$(dirname "$0")

command -v javac >/dev/null || "$here/apt.sh" openjdk-17-jdk-headless
command -v mvn >/dev/null || "$here/apt.sh" maven
"$here/apt.sh" fonts-droid-fallback fonts-roboto libgl1 libx11-6 libfontconfig1
