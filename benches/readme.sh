#!/usr/bin/env bash
# Writes the README's table of speeds anew: benches/readme.sh FOLDER, with Markdown files somewhere in FOLDER.
set -euo pipefail
folder=$(realpath "${1:?names no folder}")
cd "$(dirname "$0")/.."
table=$(cargo bench --quiet --bench against_peers -- "$folder" | grep '^|')
TABLE=$table awk '
    /<!-- against_peers -->/ { print; print ENVIRON["TABLE"]; inside = 1 }
    /<!-- end of against_peers -->/ { inside = 0 }
    !inside && !/<!-- against_peers -->/ { print }
' README.md >README.new
mv README.new README.md
