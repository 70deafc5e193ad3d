#!/usr/bin/env bash
# Writes the table of speeds in BENCHMARKS.md anew: benches/speeds.sh FOLDER, a folder with
# Markdown files anywhere below it.
set -euo pipefail
folder=$(realpath "${1:?usage: benches/speeds.sh FOLDER}")
cd "$(dirname "$0")/.."
table=$(cargo run --quiet --release -p sectile-peers -- "$folder" | grep '^|')
TABLE=$table awk '
    /<!-- against_peers -->/ { print; print ENVIRON["TABLE"]; inside = 1 }
    /<!-- end of against_peers -->/ { inside = 0 }
    !inside && !/<!-- against_peers -->/ { print }
' BENCHMARKS.md >BENCHMARKS.new
mv BENCHMARKS.new BENCHMARKS.md
