#!/usr/bin/env python3
"""Fits the weights of src/headings/rules.rs to documents with known headings.

usage: benches/headings/fit.py [--prior N] OUTLINE TRUTH.json...    (pip install numpy)

OUTLINE is the program of examples/outline.rs; `OUTLINE --explain --json` prints for each text that
may be a heading the rules that hold and their weights. TRUTH.json is described in outlines.py; a
file named headings.json has the entries of an outline, which rarely names all headings, so that
texts that are not in it count only if they are clearly none.

Weights are the maximum of the likelihood of a logistic regression and of a normal prior at the
present weights; --prior is its precision. A rule that decides only with others, or that the
documents do not show, keeps its weight that way. Printed are F1 with the present weights, with
fitted ones, and with those fitted without the producer (or the file) that is decided; the factor
that calibrates the scores; and the weights with the number of candidates for which each rule holds.
"""

import argparse
import collections
import json
import pathlib
import subprocess

import numpy

import outlines

# A text of a partial outline's document that scores less is no heading.
CLEARLY_NONE = -1.0
# Producers are divided into so many groups, each decided with the weights of the others.
FOLDS = 6
# The weight of a document with one candidate. It grows with the root of their number: a long
# document says more than a short one, but its headings are alike.
DOCUMENT = 5.0


def explained(program, path):
    done = subprocess.run([program, "--explain", "--json", path], capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def examples(program, truths):
    """The producer of each document, and the rules of each candidate with its truth."""
    for truth in truths:
        is_partial = truth.name == "headings.json"
        for path, value in outlines.documents(truth):
            headings, optional, title = outlines.entry(value)
            candidates = explained(program, path)
            texts = [outlines.words(c["text"]) for c in candidates]
            known = [outlines.words(text) for _, text in headings]
            decided = [c["score"] > 0 for c in candidates]
            right = {j for _, j in outlines.aligned_candidates(known, texts, decided)}
            ignored = {outlines.words(text) for text in [*optional, *([title] if title else [])]}
            rows = [
                (c["rules"], j in right)
                for j, c in enumerate(candidates)
                if j in right
                or texts[j] not in ignored
                and not (is_partial and c["score"] > CLEARLY_NONE)
            ]
            yield path.name if is_partial else outlines.producer(path), rows


def fit(x, y, sizes, start, precision):
    """Newton's method with halved steps."""

    def loss(w):
        z = x @ w
        likelihood = (sizes * (numpy.logaddexp(0, z) - y * z)).sum()
        return likelihood + precision / 2 * ((w - start) ** 2).sum()

    w = start.copy()
    for _ in range(60):
        p = 1 / (1 + numpy.exp(-numpy.clip(x @ w, -50, 50)))
        gradient = x.T @ (sizes * (p - y)) + precision * (w - start)
        hessian = (x * (sizes * p * (1 - p))[:, None]).T @ x + precision * numpy.eye(len(w))
        step = numpy.linalg.solve(hessian, gradient)
        size = 1.0
        while size > 1e-4 and loss(w - size * step) > loss(w):
            size /= 2
        w = w - size * step
        if numpy.abs(size * step).max() < 1e-4:
            break
    return w


def mean_f1(decided, y, documents):
    """The mean over the documents that have headings."""
    scores = []
    for document in numpy.unique(documents):
        here = documents == document
        if y[here].any():
            right = (decided & y)[here].sum()
            scores.append(outlines.f1(right, y[here].sum(), decided[here].sum()))
    return numpy.mean(scores)


def slope(z, y):
    """The factor of the scores of found headings that makes their logistic fit the truth best.

    Scores are sums of rules that are not independent, so it is below 1. It is checked in as
    CALIBRATION in src/headings/level.rs.
    """
    z, y = z[z > 0], y[z > 0]
    factors = numpy.arange(0.05, 2, 0.05)
    losses = [(numpy.logaddexp(0, factor * z) - y * factor * z).sum() for factor in factors]
    return factors[numpy.argmin(losses)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--prior", type=float, default=5.0)
    parser.add_argument("outline")
    parser.add_argument("truth", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    weights, rows = {}, []
    for document, (producer, found) in enumerate(examples(options.outline, options.truth)):
        for rules, is_heading in found:
            weights |= {name: round(weight, 2) for name, weight in rules}
            size = DOCUMENT / numpy.sqrt(len(found))
            rows.append(([name for name, _ in rules], is_heading, size, document, producer))
    names = sorted(weights)
    columns = {name: index for index, name in enumerate(names)}
    x = numpy.zeros((len(rows), len(names)))
    for row, (rules, *_) in enumerate(rows):
        x[row, [columns[name] for name in rules]] = 1
    y, sizes, documents = (numpy.array([row[k] for row in rows]) for k in (1, 2, 3))
    start = numpy.array([weights[name] for name in names])
    fitted = fit(x, y, sizes, start, options.prior)
    producers = sorted({row[4] for row in rows})
    folds = numpy.array([producers.index(row[4]) % FOLDS for row in rows])
    crossed = numpy.zeros(len(rows))
    for fold in range(FOLDS):
        inside = folds != fold
        w = fit(x[inside], y[inside], sizes[inside], start, options.prior)
        crossed[~inside] = x[~inside] @ w
    print(f"{documents.max() + 1} documents, {len(rows)} candidates, {y.sum()} headings")
    for label, z in ("present", x @ start), ("fitted", x @ fitted), ("cross-validated", crossed):
        print(f"F1 {mean_f1(z > 0, y, documents):.4f}, slope {slope(z, y):.2f}, {label} weights")
    counts = collections.Counter(name for rules, *_ in rows for name in rules)
    for name, old, new in zip(names, start, fitted):
        print(f"{name:28} {old:+.2f} -> {new:+.2f}  {counts[name]:5}")


main()
