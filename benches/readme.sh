#!/usr/bin/env bash
# Updates the README's table of speeds, measured on the Markdown files in FOLDER and its
# sub-folders: benches/readme.sh FOLDER
set -euo pipefail
folder=$(realpath "${1:?missing the folder}")
cd "$(dirname "$0")/.."
table=$(cargo bench --quiet --bench against_peers -- "$folder" | grep '^|')
TABLE=$table awk '
    /<!-- against_peers -->/ { print; print ENVIRON["TABLE"]; inside = 1 }
    /<!-- end of against_peers -->/ { inside = 0 }
    !inside && !/<!-- against_peers -->/ { print }
' README.md >README.new
mv README.new README.md
