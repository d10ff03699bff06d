#!/usr/bin/env bash
# Runs npm (or another command of Node) with Node 20 or newer, from the directory web/. Where this machine has none, or
# an older one, Node 22 comes from the npm registry's package `node`, once, into web/.node; that needs some Node and npm
# to start with, which apt-get installs where absent.
set -euo pipefail
cd "${BASH_SOURCE[0]%/*}/../web"
say() { echo "node: $*" >&2; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
new_enough() { "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null; }

if ! new_enough node; then
  if ! command -v npm >/dev/null; then
    say "apt-get install nodejs npm"
    as_root apt-get update -q >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends nodejs npm >&2
  fi
  if ! new_enough .node/node_modules/node/bin/node; then
    say "npm install node@22 (Debian's is too old)"
    npm install --no-audit --no-fund --no-save --prefix .node node@22 >&2
  fi
  PATH=$PWD/.node/node_modules/node/bin:$PATH
fi
exec "$@"
