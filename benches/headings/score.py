#!/usr/bin/env python3
"""Scores a program's outlines of documents with known headings.

usage: benches/headings/score.py [--outline] [--below LEVEL] [-v] TRUTH.json... -- COMMAND... {}

TRUTH.json is described in outlines.py; {} becomes the path of a document. COMMAND prints a line of
JSON with `depth` and `text` for each heading, as `outline --json` does; peers.py does so for other
programs.

Printed are heading F1, and parent F1: the heading and the one that contains it are right. Means are
by producer, according to the names of the files, and over all. With --outline the known headings
are those of an outline, which rarely names all: printed are the share of them that is found, the
share whose nearest found ancestor is right too, and the median of the headings per entry. --below 1
counts only entries deeper than the first level. A program that fails or takes over three minutes
has found nothing.
"""

import argparse
import collections
import json
import pathlib
import statistics
import subprocess
import sys

import outlines

TIMEOUT_SECONDS = 180
# Six times the longest outline of the set; the time of the alignment grows with the product.
MAX_FOUND = 1500


def lines(command, path):
    """The lines that a command prints for the headings of a document, or None if it fails."""
    command = [word.replace("{}", str(path)) for word in command]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0:
        return None
    printed = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    # Depth 0 is the document itself.
    return [line for line in printed if line["depth"]][:MAX_FOUND]


def complete(value, found):
    known, found, pairs, right = outlines.best(value, found)
    sizes = len(known), len(found)
    return outlines.f1(len(pairs), *sizes), outlines.f1(len(right), *sizes)


def partial(value, found, below):
    """Recall, recall with the right ancestor, and headings per entry."""
    known, *_ = outlines.entry(value)
    pairs = outlines.aligned(*([outlines.words(t) for _, t in hs] for hs in (known, found)))
    at, of = dict(pairs), {j: i for i, j in pairs}
    above, below_found = outlines.ancestors(known), outlines.ancestors(found)

    def is_right(i, j):
        expected = next((at[a] for a in above[i] if a in at), None)
        return expected == next((a for a in below_found[j] if a in of), None)

    counted = {i for i, (level, _) in enumerate(known) if level > below}
    if not counted:
        return None
    pairs = [(i, j) for i, j in pairs if i in counted]
    right = sum(is_right(i, j) for i, j in pairs)
    return len(pairs) / len(counted), right / len(counted), len(found) / len(known)


def report(groups, is_outline):
    for name in sorted(groups, key=lambda name: (name == "all", name)):
        columns = list(zip(*groups[name]))
        mean = [statistics.mean(column) for column in columns[:2]]
        line = f"{name:24} n {len(columns[0]):3}"
        if is_outline:
            ratio = statistics.median(columns[2])
            line += f"  found {mean[0]:.3f}  with parent {mean[1]:.3f}  per entry {ratio:.2f}"
        else:
            line += f"  heading F1 {mean[0]:.3f}  parent F1 {mean[1]:.3f}"
        print(line)


def main():
    if "--" not in sys.argv:
        sys.exit(__doc__)
    cut = sys.argv.index("--")
    parser = argparse.ArgumentParser()
    parser.add_argument("--outline", action="store_true")
    parser.add_argument("--below", type=int, default=0)
    parser.add_argument("-v", action="store_true")
    parser.add_argument("truth", nargs="+", type=pathlib.Path)
    options = parser.parse_args(sys.argv[1:cut])
    groups = collections.defaultdict(list)
    failed = []
    for path in options.truth:
        for file, value in outlines.documents(path):
            printed = lines(sys.argv[cut + 1 :], file)
            failed += [file.name] if printed is None else []
            found = [(line["depth"], line["text"]) for line in printed or []]
            row = complete(value, found)
            if options.outline:
                row = partial(value, found, options.below)
            if row is None:
                continue
            for group in ["all"] if options.outline else [outlines.producer(file), "all"]:
                groups[group].append(row)
            if options.v:
                print(" ".join(f"{figure:.3f}" for figure in row), file.name)
    report(groups, options.outline)
    if failed:
        print("failed:", ", ".join(failed))


if __name__ == "__main__":
    main()
