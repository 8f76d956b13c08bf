#!/usr/bin/env bash
# Fetches the front-end files the portal serves from static/vendor/. Needs npm; to change a version:
# set a version, run (it tells the new checksum), set that too, run again, look at `git diff`, commit.
set -euo pipefail
cd "$(dirname "$0")/.."

bootstrap=5.3.9 bootstrap_sha256=06bdf78289c3c12ea99d40df84eedf6278c724c73eebf38f11f3a65b44ec8c94
htmx=2.0.11 htmx_sha256=165a2655073e9e6e55e307a7c74e8ebcdb76afb7701f9c16cfd106a13add408e

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # name version checksum
  local archive
  archive=$(cd "$work" && npm pack --silent "$1@$2")
  if ! echo "$3  $work/$archive" | sha256sum --check --status; then
    echo "$1 $2 has the checksum $(sha256sum <"$work/$archive" | cut -d' ' -f1), expected ${3:-none}" >&2
    exit 1
  fi
  mkdir "$work/$1"
  tar -xzf "$work/$archive" -C "$work/$1" --strip-components=1
}

fetch bootstrap "$bootstrap" "$bootstrap_sha256"
fetch htmx.org "$htmx" "$htmx_sha256"

rm -rf static/vendor
mkdir -p static/vendor/bootstrap static/vendor/htmx
# The source map stays away, and so must the line that names it: Django's manifest storage looks for the file.
sed '/^\/\*# sourceMappingURL=/d' "$work/bootstrap/dist/css/bootstrap.min.css" >static/vendor/bootstrap/bootstrap.min.css
cp "$work/bootstrap/LICENSE" static/vendor/bootstrap/LICENSE
cp "$work/htmx.org/dist/htmx.min.js" static/vendor/htmx/htmx.min.js
cp "$work/htmx.org/LICENSE" static/vendor/htmx/LICENSE
cat >static/vendor/README.md <<END
Front-end files of others, unchanged but for the source map's line; \`tools/refresh-vendor.sh\` makes this folder.

| file | version | licence |
|---|---|---|
| bootstrap/bootstrap.min.css | $bootstrap | MIT |
| htmx/htmx.min.js | $htmx | 0BSD |
END
