#!/usr/bin/env bash
# Counts the instructions a byte of each shape at several sizes, and prints the shapes where they
# grow by more than a tenth for each doubling. Needs valgrind.
#
#   benches/linear.sh markdown|html [SHAPES [BYTES...]]
#
# SHAPES: numbers of `cargo bench --bench linear -- list markdown`, as `3,17` or `0-99`, or `all`.
# BYTES: 65536 131072 262144.
#
# Counts are kept in target/linear until the program changes, so an interrupted run is resumed and
# two runs may count different shapes at the same time.
set -euo pipefail
cd "$(dirname "$0")/.."

format=${1:?markdown or html}
shapes=${2:-all}
shift $(($# < 2 ? $# : 2))
sizes=("${@:-65536}")
[ $# -gt 0 ] || sizes=(65536 131072 262144)

program=$(cargo bench --no-run --bench linear --message-format=json 2>/dev/null |
    sed -n 's/.*"executable":"\([^"]*linear-[^"]*\)".*/\1/p')
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/dumps"
cp "$program" "$folder/linear" # the next build replaces it
program=$folder/linear
kept=target/linear/$format-$(sha256sum "$program" | cut -c1-12).tsv
mkdir -p target/linear
touch "$kept"

# Prints the numbers of the shapes.
numbers() {
    local last
    last=$("$program" list "$format" | tail -1 | cut -f1)
    [ "$shapes" = all ] && shapes="0-$last"
    tr ',' '\n' <<<"$shapes" | while IFS=- read -r from to; do seq "$from" "${to:-$from}"; done
}

# Counts a batch of shapes at all sizes. Loading the vocabulary takes as long as a few shapes.
count() {
    rm -f "$folder"/dumps/*
    valgrind --tool=callgrind --collect-atstart=no --toggle-collect='linear::run' \
        --dump-after='linear::run' --callgrind-out-file="$folder/dumps/out" \
        "$program" count "$format" "$1" "${sizes[@]}" \
        >"$folder/shapes" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }
    local dump=1 # the first one is of the vocabulary
    while IFS=$'\t' read -r shape size bytes name; do
        dump=$((dump + 1))
        printf '%s\t%s\t%s\t%s\t%s\n' "$shape" "$size" "$bytes" \
            "$(sed -n 's/^totals: //p' "$folder/dumps/out.$dump")" "$name"
    done <"$folder/shapes" >>"$kept"
}

# Prints the shapes without a count at one of the sizes.
missing() {
    numbers | while read -r shape; do
        for size in "${sizes[@]}"; do
            grep -q "^$shape"$'\t'"$size"$'\t' "$kept" || { echo "$shape"; break; }
        done
    done
}

missing | xargs -r -n 12 echo | tr ' ' ',' >"$folder/batches"
while read -r batch; do count "$batch"; done <"$folder/batches"

sort -t$'\t' -k1,1n -k2,2n -u "$kept" | awk -F'\t' -v numbers="$(numbers | tr '\n' ' ')" '
    BEGIN { shape = -1; split(numbers, list, " "); for (at in list) is_wanted[list[at]] = 1 }
    !($1 in is_wanted) { next }
    {
        cost = $4 / $3
        if ($1 != shape) { shapes++; shape = $1; is_counted = 0 }
        else {
            # A document may be smaller than its size.
            growth = exp(log(cost / before) / (log($2 / size) / log(2)))
            if (growth > worst) { worst = growth; slowest = $5 }
            if (growth > 1.1) {
                if (!is_counted++) grown++
                printf "%s\t%.2f a doubling to %d KiB, %.0f instructions/byte\t%s\n", $1, growth, $2 / 1024, cost, $5
            }
        }
        if (cost > most) { most = cost; name = $5 }
        before = cost; size = $2
    }
    END {
        printf "%d shapes, %d grow by more than a tenth; at most %.2f a doubling (%s) and %.0f instructions/byte (%s)\n",
            shapes, grown, worst, slowest, most, name
    }'
