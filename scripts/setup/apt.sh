#!/usr/bin/env bash
# apt.sh PACKAGE...: installs those Debian packages that are missing, and says which. Quick when there is nothing to do.
set -euo pipefail

missing=()
for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0
echo "installing Debian packages: ${missing[*]}"
[ "$(id -u)" = 0 ] || { echo "please install them as root: apt-get install ${missing[*]}" >&2; exit 1; }
export DEBIAN_FRONTEND=noninteractive
apt-get -q=2 -o Acquire::Retries=5 -o APT::Update::Error-Mode=any update
apt-get -q=2 -o Acquire::Retries=5 -o Dpkg::Use-Pty=0 install -y --no-install-recommends "${missing[@]}" >/dev/null
