#!/usr/bin/env bash
# Installs what the project needs and this machine lacks; does nothing where all is there. Speaks on standard error.
#
#   ci/install.sh [postgres] [mosquitto] [nextest] [deny] [chromium]
#
# PostgreSQL (with PostGIS) and Mosquitto come from the distribution, by apt-get as root or with sudo. Neither is left
# running: Lienwatch and its tests start their own. cargo-nextest and cargo-deny are built from source, which takes
# some minutes once.
set -euo pipefail
export LC_ALL=C.UTF-8
PATH=$PATH:/usr/sbin:/sbin

say() { echo "install: $*" >&2; }
fail() { say "$*"; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "not root and no sudo: let an administrator run 'ci/install.sh postgres mosquitto'"
  fi
}

# --- What is here already ---

# PostgreSQL 15 or newer with PostGIS; LIENWATCH_PG_BIN names another place, as it does for the service.
have_postgres() {
  [ -z "${LIENWATCH_PG_BIN:-}" ] || { [ -x "$LIENWATCH_PG_BIN/initdb" ]; return; }
  local bin version
  for bin in /usr/lib/postgresql/*/bin; do
    version=${bin#/usr/lib/postgresql/} version=${version%/bin}
    [[ $version =~ ^[0-9]+$ ]] && [ "$version" -ge 15 ] && [ -x "$bin/initdb" ] &&
      [ -f "/usr/share/postgresql/$version/extension/postgis.control" ] && return 0
  done
  return 1
}

have_mosquitto() { command -v mosquitto >/dev/null; }
# With fonts for Chinese; only the browser tests of the dashboard need them.
have_chromium() { command -v chromium >/dev/null && fc-list 2>/dev/null | grep -qi 'noto.*cjk'; }
have_cargo_tool() { cargo "$1" --version >/dev/null 2>&1; }

# --- Debian packages ---

refreshed=
refresh() {
  [ -z "$refreshed" ] || return 0
  command -v apt-get >/dev/null || fail "no apt-get here: install PostgreSQL 15 or newer with PostGIS, and Mosquitto"
  say "apt-get update"
  as_root apt-get update -q >&2
  refreshed=yes
}

# What a package's installation would do on its own, undone at the end: a default database cluster, started services.
no_cluster=/etc/postgresql-common/createcluster.d/lienwatch.conf
no_start=/usr/sbin/policy-rc.d
undo=()
cleanup() { [ "${#undo[@]}" = 0 ] || as_root rm -f "${undo[@]}"; }
trap cleanup EXIT

for_now() { # FILE MODE TEXT
  [ ! -e "$1" ] || return 0
  undo+=("$1")
  as_root mkdir -p "${1%/*}"
  printf '%b' "$3" | as_root tee "$1" >/dev/null
  as_root chmod "$2" "$1"
}

install_packages() {
  for_now "$no_start" 755 '#!/bin/sh\nexit 101\n'
  say "apt-get install $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "$@" >&2
}

install_postgres() {
  refresh
  local version
  version=$(apt-cache search --names-only '^postgresql-[0-9]+-postgis-3$' | sed -E 's/^postgresql-([0-9]+)-.*/\1/' |
    sort -n | tail -n 1)
  [ "${version:-0}" -ge 15 ] || fail "this release offers no PostgreSQL 15 or newer with PostGIS"
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || for_now "$no_cluster" 644 'create_main_cluster = false\n'
  install_packages "postgresql-$version" "postgresql-$version-postgis-3"
}

install_mosquitto() {
  refresh
  install_packages mosquitto
  # Enabled by its package: it would start with the machine and take the standard port.
  as_root update-rc.d mosquitto disable >/dev/null || say "mosquitto may start with this machine"
}

# --- Cargo tools, in versions known to build with our Rust ---

install_cargo_tool() {
  local crate=$1 version=$2
  shift 2
  say "cargo install $crate $version (from source: some minutes, once)"
  # Not into the project's own target directory, and built to be there soon rather than to be fast.
  env -u CARGO_TARGET_DIR -u RUSTFLAGS CARGO_PROFILE_RELEASE_OPT_LEVEL=1 cargo install --locked --version "$version" "$crate" "$@" >&2
}

[ $# -gt 0 ] || fail "usage: ci/install.sh [postgres] [mosquitto] [nextest] [deny] [chromium]"
for tool in "$@"; do
  case $tool in
    postgres) have_postgres || install_postgres ;;
    mosquitto) have_mosquitto || install_mosquitto ;;
    # Without its self-update, which would double the build.
    nextest) have_cargo_tool nextest ||
      install_cargo_tool cargo-nextest 0.9.143 --no-default-features --features default-no-update ;;
    deny) have_cargo_tool deny || install_cargo_tool cargo-deny 0.20.2 ;;
    chromium) have_chromium || { refresh; install_packages chromium fonts-noto-cjk fontconfig; } ;;
    *) fail "$tool: unknown; one of postgres, mosquitto, nextest, deny, chromium" ;;
  esac
done
