#!/usr/bin/env python3
"""Measures whether the names of groups before the labels of rows help to find the rows.

  benches/parents.py

The rows of filing_tables.txt are cut into chunks with the header, as large as small chunks of
a filing are: as they are (`none`), with the name of their group after the header of a chunk
that begins within the group (`chunk`), or before each label, `Revenue > Products` (`row`).
A group is a row without numbers above others. Each row below a group
is looked for by the words of the group and of the label, with BM25 over the chunks of all
tables: the first chunk that holds the row is its rank.
"""
import collections
import math
import re
from pathlib import Path

from filing_tables import ROOT, labels

K1, B = 1.2, 0.75
#: Words of a chunk, about those of 128 and of 256 tokens of numbers.
SIZES = (60, 120)


def words(text):
    return re.findall(r"\w+", text.lower())


def grouped(rows):
    """Yields each row with the name of its group."""
    group = ""
    for row in rows:
        if row[0] and not any(row[1:]):
            group = row[0].rstrip(":")
            yield "", row
        else:
            # A total ends its group.
            yield group, row
            if row[0].lower().startswith("total"):
                group = ""


def chunks(tables, size, parents):
    """Returns the words of each chunk, and the chunk of each row with its query."""
    found, queries = [], []
    for _, _, header, rows in tables:
        head, text = words(" ".join(header)), []
        for group, row in grouped(rows):
            label = f"{group} > {row[0]}" if parents == "row" and group else row[0]
            added = words(" ".join([label, *row[1:]]))
            if text and len(head) + len(text) + len(added) > size:
                found.append(head + text)
                text = words(group) if parents == "chunk" else []
            text = text + added
            if group and row[0]:
                queries.append((words(f"{group} {row[0]} {' '.join(header)}"), len(found)))
        found.append(head + text)
    return found, queries


def ranks(found, queries):
    counts = [collections.Counter(chunk) for chunk in found]
    documents = collections.Counter(word for count in counts for word in count)
    mean = sum(map(len, found)) / len(found)
    for query, wanted in queries:
        scores = []
        for count, chunk in zip(counts, found):
            length = K1 * (1 - B + B * len(chunk) / mean)
            scores.append(sum(
                math.log(1 + (len(found) - documents[word] + 0.5) / (documents[word] + 0.5))
                * count[word] * (K1 + 1) / (count[word] + length) for word in set(query) if count[word]))
        yield sum(score > scores[wanted] for score in scores) + 1


def main():
    tables = list(labels(ROOT / "benches" / Path("filing_tables.txt")))
    for size in SIZES:
        for parents in ("none", "chunk", "row"):
            found, queries = chunks(tables, size, parents)
            places = list(ranks(found, queries))
            first = sum(place == 1 for place in places) / len(places)
            reciprocal = sum(1 / place for place in places) / len(places)
            print(f"{size} words, parents in {parents}: {len(found)} chunks, "
                  f"{sum(map(len, found))} words, {len(places)} rows, first {first:.3f}, MRR {reciprocal:.3f}")


if __name__ == "__main__":
    main()
