#!/usr/bin/env bash
# Runs a command of web/ against a live demo: starts `lienwatch demo` of BINARY (default: the release build) in a
# directory of its own, tells the command where it is and how to log in, and stops it afterwards.
#
#   ci/browser.sh npm run e2e
#
# Where LIENWATCH_API, LIENWATCH_EMAIL and LIENWATCH_PASSWORD are set, that service is used and nothing is started.
set -euo pipefail
here=${BASH_SOURCE[0]%/*}
if [ -n "${LIENWATCH_API:-}" ]; then exec "$here/node.sh" "$@"; fi

binary=${BINARY:-${CARGO_TARGET_DIR:-target}/release/lienwatch}
[ -x "$binary" ] || { echo "browser: $binary is not there: make build" >&2; exit 1; }
"$here/install.sh" postgres mosquitto
data=$(mktemp -d) log=$(mktemp)
# The database runs as another user where this one is root, and must be able to enter.
chmod 711 "$data"
"$binary" demo --http 127.0.0.1:0 --data-dir "$data/demo" --vehicles "${VEHICLES:-60}" --days "${DAYS:-3}" >"$log" 2>&1 &
demo=$!
trap 'kill $demo 2>/dev/null || true; wait $demo 2>/dev/null || true; rm -rf "$data" "$log"' EXIT
# Its last lines say where it is; they are awaited, and a demo that ends before them is told.
until grep -q '^  login ' "$log"; do
  kill -0 $demo 2>/dev/null || { cat "$log" >&2; exit 1; }
  sleep 0.5
done
LIENWATCH_API=$(sed -nE 's#^  API +(http://[^/]+)/.*#\1#p' "$log")
read -r _ LIENWATCH_EMAIL LIENWATCH_PASSWORD <<<"$(grep '^  login ' "$log")"
# One of the tests restarts a service of its own; another puts more alerts into the database than a demo has.
BINARY=$(realpath "$binary") LIENWATCH_DATA=$data/demo
export LIENWATCH_DATA LIENWATCH_API LIENWATCH_EMAIL LIENWATCH_PASSWORD BINARY
"$here/node.sh" "$@"
