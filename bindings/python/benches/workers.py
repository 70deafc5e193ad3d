#!/usr/bin/env python3
"""Measures the memory of a worker over ten passes, and what a second thread gains.

    workers.py FOLDER [--passes 10] [--pairs 9]

FOLDER has the documents, such as those of `tests/engines/documents.py`. The bars: after the
first pass the memory stays within 5 %, and two threads are 1.8 times as fast as one (the
median of interleaved pairs; the machine must have two idle cores).
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow

import sectile
import sectile.arrow

CHUNKER = sectile.StructuralChunker()

# The documents of a batch, as in the recipes for engines.
BATCH = 16


def batches(folder: Path) -> list[pyarrow.RecordBatch]:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    table = pyarrow.table({"name": [path.name for path in paths], "content": [path.read_bytes() for path in paths]})
    found: list[pyarrow.RecordBatch] = table.to_batches(max_chunksize=BATCH)
    return found


def cut(batch: pyarrow.RecordBatch) -> int:
    return len(sectile.arrow.chunk_batch(batch, chunker=CHUNKER))


def resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def memory(documents: list[pyarrow.RecordBatch], passes: int) -> None:
    found = []
    for number in range(passes):
        rows = sum(map(cut, documents))
        found.append(resident_megabytes())
        print(f"pass {number + 1}: {rows} rows, {found[-1]:.1f} MB resident")
    growth = max(found) / found[0] - 1
    print(f"memory: at most {growth:+.1%} of the first pass")


def seconds(documents: list[pyarrow.RecordBatch], threads: int) -> float:
    start = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        sum(pool.map(cut, documents))
    return time.perf_counter() - start


def threads(documents: list[pyarrow.RecordBatch], pairs: int) -> None:
    gains = []
    for _ in range(pairs):
        one, two = seconds(documents, 1), seconds(documents, 2)
        gains.append(one / two)
        print(f"one thread {one:.2f} s, two {two:.2f} s: {gains[-1]:.2f}, load {os.getloadavg()[0]:.1f}")
    print(f"threads: {statistics.median(gains):.2f} times one, median of {pairs} pairs")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passes", type=int, default=10)
    parser.add_argument("--pairs", type=int, default=9)
    options = parser.parse_args()
    documents = batches(options.folder)
    if options.passes:
        memory(documents, options.passes)
    if options.pairs:
        threads(documents, options.pairs)


if __name__ == "__main__":
    main()
