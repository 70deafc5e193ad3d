#!/usr/bin/env python3
"""Scores the tables of filings and reports by the labels in filing_tables.txt.

  benches/filing_tables.py MIRRORS [--program INGEST] [-v] [NAME ...]

MIRRORS holds bare mirrors of the repositories of the labels (`OWNER+NAME/repo`). The script
builds the example `ingest` if no program is given; with NAMEs only files whose path contains
one of them are scored.

The labels were written by hand from pictures of the pages; box is the area of the body, in
points from the top left corner. A header of several lines is one row, in which the name of a
group precedes each of its columns; `$`, `)` and `%` belong to their number.

For each label the best table that the program wrote counts. A cell of the body is right if its
text is in a row with the same label and in a column with the same header; a header cell, if
the first row has it; a unit (`(in millions)`), if it is in the table or right above it. White
space and the dots of leaders are not compared; of labels and headers only letters, digits and
signs of currency and percent are.
"""
import argparse
import collections
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import program
from mirrors import content

ROOT = Path(__file__).resolve().parent.parent
UNIT = re.compile(r"\(?(?:dollars |amounts |shares |options and shares )?(?:[$] )?in (?:millions|thousands|billions|[$]000.s)\b[^)]*\)?(?: ?\(unaudited\))?", re.I)
#: A unit is above its table if it is in one of so many lines.
LINES_ABOVE = 3


def value(text):
    text = unicodedata.normalize("NFKC", text).replace("−", "-")
    return re.sub(r"\s+|\.{3,}$", "", re.sub(r"(\s*\.){2,}$", "", text)).lower()


def name(text):
    text = unicodedata.normalize("NFKC", text).lower().replace("™", "tm")
    return re.sub(r"[^\w$%€£]|_", "", text)


def without_unit(text):
    return UNIT.sub("", text)


def labels(path):
    """Yields the source, the page, the header and the rows of each labelled table."""
    source = page = header = None
    rows = []
    for line in path.read_text().split("\n") + ["page 0"]:
        if line.startswith(("file ", "page ")):
            if header:
                yield source, page, header, rows
            header, rows = None, []
            if line.startswith("file "):
                source = line.split(" ", 3)[1:]
            else:
                page = int(line.split(" ")[1])
        elif page and line and line != "---":
            cells = [cell.strip() for cell in line.split("|")]
            if header:
                rows.append(cells)
            else:
                header = cells


def tables(ingest, pdf):
    """Returns the tables that the program writes, with the lines above each."""
    command = [ingest, pdf, "--max-tokens", "1000000"]
    chunks = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found, rows, above = [], [], []
    for line in [line for chunk in chunks for line in [*json.loads(chunk)["text"].split("\n"), ""]]:
        if line.startswith("|"):
            if not re.fullmatch(r"\|(---\|)+", line):
                rows.append([re.sub(r"\\(.)", r"\1", cell).strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
            continue
        if rows:
            found.append((rows, above))
            rows, above = [], []
        if line.strip():
            above = [*above, line][-LINES_ABOVE:]
    return found


def cells(header, rows):
    """Returns the cells of the body with the label of their row and the header of their column."""
    heads = [name(without_unit(text)) for text in header]
    found = collections.Counter()
    for row in rows:
        if row[0]:
            found["label", name(row[0])] += 1
        for head, text in zip(heads[1:], row[1:]):
            if text:
                found[head, name(row[0]), value(text)] += 1
    return found


def score(header, rows, table, above):
    """Returns the right cells of the header and of the body, and what is missing."""
    first, *rest = table
    body = cells(header, rows)
    missing = body - cells(first, rest)
    wanted = collections.Counter(name(without_unit(text)) for text in header[1:] if text)
    absent = wanted - collections.Counter(name(without_unit(text)) for text in first[1:])
    right = wanted.total() - absent.total()
    if header[0]:
        places = [*first, *[row[0] for row in table]]
        places += above if UNIT.fullmatch(header[0]) else []
        is_right = any(name(header[0]) in name(place) for place in places)
        right += is_right
        absent[header[0]] += not is_right
    return right, body.total() - missing.total(), +absent, missing


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mirrors", type=Path)
    parser.add_argument("names", nargs="*")
    program.add_option(parser)
    parser.add_argument("-v", action="store_true", dest="verbose")
    options = parser.parse_args()
    ingest = program.ingest(options.program)
    files = {}
    all_head = all_body = right_head = right_body = 0
    shares = []
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "source.pdf"
        for source, page, header, rows in labels(ROOT / "benches/filing_tables.txt"):
            if options.names and not any(part in source[2] for part in options.names):
                continue
            key = tuple(source)
            if key not in files:
                pdf.write_bytes(content(options.mirrors, *source))
                files[key] = tables(ingest, pdf)
            nothing = ([[""]], [])
            scored = (score(header, rows, *found) for found in files[key] or [nothing])
            head, body, absent, missing = max(scored, key=lambda found: found[0] + found[1])
            heads, bodies = sum(1 for text in header if text), cells(header, rows).total()
            all_head, right_head = all_head + heads, right_head + head
            all_body, right_body = all_body + bodies, right_body + body
            shares.append((head + body) / (heads + bodies))
            print(f"{shares[-1]:.3f}  header {head}/{heads}  body {body}/{bodies}  {source[2].split('/')[-1]} {page}")
            if options.verbose:
                for cell in [*absent, *missing]:
                    print("   ", cell)
    total = all_head + all_body
    print(f"{len(shares)} tables: {(right_head + right_body) / total:.4f} of {total} cells, header "
          f"{right_head / all_head:.4f} of {all_head}, body {right_body / all_body:.4f} of {all_body}, "
          f"mean of the tables {sum(shares) / len(shares):.4f}")


if __name__ == "__main__":
    sys.exit(main())
