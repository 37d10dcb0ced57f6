# Sets a Debian machine up for the two commands: a Swift toolchain must be there, packages are installed where missing.
# Sourced, not run. Every step says in one line what it does; what is done already is skipped in silence.

# What the service is built with, and what its console shows its map with.
SERVICE_PACKAGES=(libsqlite3-dev libcurl4-openssl-dev pkg-config libjs-leaflet)
# What the tests make their certificates with.
TEST_PACKAGES=(openssl)

say() { printf '\033[1m▸ %s\033[0m\n' "$*"; }
fail() { printf '✘ %s\n' "$*" >&2; exit 1; }

require_swift() {
  command -v swift >/dev/null 2>&1 || fail "There is no Swift toolchain on the PATH. Install Swift 6.2 or later from https://www.swift.org/install/linux/ and run this again."
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
  case "$version" in
    6.[2-9]*|6.[1-9][0-9]*|[7-9].*|[1-9][0-9].*) ;;
    *) fail "Swift 6.2 or later is needed; this is Swift ${version:-of an unknown version}." ;;
  esac
}

# require_packages NAME… installs the Debian packages that are missing.
require_packages() {
  local missing=() name run=()
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null 2>&1 || fail "These packages are missing and this is no Debian machine: ${missing[*]}."
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || fail "Run this as root, or install sudo: the packages ${missing[*]} must be installed."
    run=(sudo)
  fi
  say "Installing Debian packages: ${missing[*]}"
  local attempt
  for attempt in 1 2 3; do
    if "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq \
      && "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; then
      return 0
    fi
    say "Installing failed (attempt $attempt of 3); trying again"
  done
  fail "The packages ${missing[*]} could not be installed; see the messages above."
}
