#!/usr/bin/env python3
"""Compares the probabilities that headings are given with how many of them are right.

usage: benches/headings/confidence.py OUTLINE TRUTH.json...    (pip install numpy)

OUTLINE is the program of examples/outline.rs, whose JSON has a probability in percent for each
heading; TRUTH.json is described in outlines.py and names all headings. A heading is right if it is
known and the one that contains it is the right one.

Printed are the share of right headings; the probability that a right one has more percent than a
wrong one (AUC); the expected calibration error, in tenths; the share of headings that are sure, and
of those the right ones. All but the first are of the same run; no weight is fitted here.
"""

import pathlib
import sys

import numpy

import outlines
import score

# `HeadingEvidence::SURE` in src/document/evidence.rs.
SURE = 0.90


def judged(program, truth):
    """(probability, is right) of each heading that counts."""
    for path, value in outlines.documents(truth):
        lines = score.lines([program, "--json", "{}"], path)
        found = [(line["depth"], line["text"], line["percent"] / 100) for line in lines]
        _, counted, _, right = outlines.best(value, found)
        right = {j for _, j in right}
        for index, heading in enumerate(counted):
            yield heading[2], index in right


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    rows = [row for truth in sys.argv[2:] for row in judged(sys.argv[1], pathlib.Path(truth))]
    p, right = (numpy.array(column) for column in zip(*rows))
    tenths = numpy.minimum((p * 10).astype(int), 9)
    error = sum(abs((p - right)[tenths == tenth].sum()) for tenth in range(10)) / len(p)
    above, below = p[right][:, None], p[~right]
    sure = p >= SURE
    print(f"{len(p)} headings, right {right.mean():.3f}")
    print(f"AUC {((above > below) + (above == below) / 2).mean():.3f}")
    print(f"calibration error {error:.3f}")
    print(f"sure {sure.mean():.3f}, of these right {right[sure].mean():.3f}")


main()
