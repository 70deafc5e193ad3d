#!/usr/bin/env bash
# Counts the instructions a byte of each shape at a size and at twice that, and prints the shapes where they grow by more than
# a tenth. Needs valgrind.
#
#   benches/linear.sh markdown|html [BYTES [FROM TO]]      BYTES: 65536; FROM and TO: shapes by number, for a part of them
set -euo pipefail
cd "$(dirname "$0")/.."

format=${1:?markdown or html}
bytes=${2:-65536}
from=${3:-0}
to=${4:-100000}

program=$(cargo bench --no-run --bench linear --message-format=json 2>/dev/null |
    sed -n 's/.*"executable":"\([^"]*linear-[^"]*\)".*/\1/p')
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

valgrind --tool=callgrind --collect-atstart=no --toggle-collect='linear::run' --dump-after='linear::run' \
    --callgrind-out-file="$folder/out" "$program" count "$format" "$bytes" "$from" "$to" \
    >"$folder/shapes" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }

# The first run loads the vocabulary. Then each line of `shapes` has a dump.
number=1
while IFS=$'\t' read -r size name; do
    number=$((number + 1))
    printf '%s\t%s\t%s\n' "$size" "$(sed -n 's/^totals: //p' "$folder/out.$number")" "$name"
done <"$folder/shapes" | awk -F'\t' '
    NR % 2 { size = $1; instructions = $2; next }
    {
        shapes++
        small = instructions / size; large = $2 / $1
        if (large > 1.1 * small) { grown++; mark = "!" } else mark = " "
        if (large > most) { most = large; name = $3 }
        printf "%s %8.1f %8.1f instructions/byte  %s\n", mark, small, large, $3
    }
    END {
        printf "%d shapes, %d grow by more than a tenth; at most %.0f instructions/byte (%s)\n", shapes, grown, most, name
    }'
