#!/usr/bin/env python3
"""Scores the tables found in PDF files by sectile and by two Python libraries.

  benches/tables.py FOLDER [FILE ...]

FOLDER holds `NAME.pdf` and `NAME-str.xml` of the ICDAR 2013 table competition. With FILEs
(`eu-001`) only those are scored, and the differences are printed. The script builds the
example `ingest`; the peers need `pip install pymupdf pdfplumber`.

Each program reads whole files and is not given the places of the tables. The measure is that
of the competition (Göbel et al. 2013): relations between each cell and the nearest non-empty
one to the right and below, for all tables of a file together. Texts are compared without white
space and punctuation; precision and recall are means over the files.
"""
import collections
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import program

ROOT = Path(__file__).resolve().parent.parent


def normal(text):
    return re.sub(r"[\W_]+", "", text).lower() or re.sub(r"\s+", "", text)


def relations(cells, texts):
    """Counts the relations of `cells`, {(row, column): cell}, with the text of each cell."""
    found, seen = collections.Counter(), set()
    for direction, order in (("right", lambda place: place), ("below", lambda place: place[::-1])):
        last = None
        for place in sorted(cells, key=order):
            cell = cells[place]
            if not texts[cell]:
                continue
            line = order(place)[0]
            if last and last[0] == line and last[1] != cell and (direction, last[1], cell) not in seen:
                seen.add((direction, last[1], cell))
                found[direction, texts[last[1]], texts[cell]] += 1
            last = line, cell
    return found


def row_relations(rows):
    cells, texts = {}, []
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            cells[y, x] = len(texts)
            texts.append(normal(text or ""))
    return relations(cells, texts)


def truth(path):
    found = collections.Counter()
    for table in ElementTree.parse(path).getroot().iter("table"):
        cells, texts, top, left = {}, [], 0, 0
        for region in table.iter("region"):
            top += int(region.get("row-increment") or 0)
            left += int(region.get("col-increment") or 0)
            for cell in region.iter("cell"):
                y, x = int(cell.get("start-row")), int(cell.get("start-col"))
                for row in range(y, int(cell.get("end-row") or y) + 1):
                    for column in range(x, int(cell.get("end-col") or x) + 1):
                        cells[row + top, column + left] = len(texts)
                texts.append(normal("".join(content.text or "" for content in cell.iter("content"))))
        found += relations(cells, texts)
    return found


def by_sectile(path):
    command = [ROOT / "target/release/examples/ingest", path, "--max-tokens", "1000000"]
    chunks = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found, rows = collections.Counter(), []
    for line in [line for chunk in chunks for line in [*json.loads(chunk)["text"].split("\n"), ""]]:
        if line.startswith("|"):
            if not re.fullmatch(r"\|(---\|)+", line):
                rows.append([re.sub(r"\\(.)", r"\1", cell) for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
        elif rows:
            found += row_relations(rows)
            rows = []
    return found


def by_pymupdf(path):
    import pymupdf

    tables = (table.extract() for page in pymupdf.open(path) for table in page.find_tables().tables)
    return sum((row_relations(table) for table in tables), collections.Counter())


def by_pdfplumber(path):
    import pdfplumber

    with pdfplumber.open(path) as file:
        tables = [table for page in file.pages for table in page.extract_tables()]
    return sum((row_relations(table) for table in tables), collections.Counter())


def main():
    folder, wanted = Path(sys.argv[1]), set(sys.argv[2:])
    files = [path for path in sorted(folder.glob("*.pdf")) if not wanted or path.stem in wanted]
    program.ingest()
    for name, read in (("sectile", by_sectile), ("PyMuPDF", by_pymupdf), ("pdfplumber", by_pdfplumber)):
        precision = recall = 0
        try:
            for path in files:
                right, found = truth(path.with_name(path.stem + "-str.xml")), read(path)
                common = (right & found).total()
                precision += common / max(1, found.total())
                recall += common / max(1, right.total())
                if wanted:
                    missing = (f"  - {relation}" for relation in right - found)
                    wrong = (f"  + {relation}" for relation in found - right)
                    print(*missing, *wrong, sep="\n")
        except ImportError as error:
            print(f"{name}: {error}")
            continue
        precision, recall = precision / len(files), recall / len(files)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        scores = f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
        print(f"{name}: {len(files)} files, {scores}", flush=True)


if __name__ == "__main__":
    main()
