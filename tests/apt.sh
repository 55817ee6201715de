#!/bin/sh
# Install the given Debian packages if they are missing: as root or with CI=true; otherwise, print the command to run.
set -eu
missing=""
for package in "$@"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then sudo=""; elif [ "${CI:-}" = true ]; then sudo="sudo"; else
  echo "Debian packages are missing. Run: sudo apt-get install$missing"
  exit 1
fi
$sudo apt-get update -q
# shellcheck disable=SC2086 - package names have no spaces
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q --no-install-recommends $missing
