#!/usr/bin/env python3
"""Scores the tables that sectile finds in PDF files, and those of two Python libraries, on the ICDAR 2013 table competition.

  benches/tables.py FOLDER [FILE ...]      # builds the ingest example; pip install pymupdf pdfplumber for the peers

FOLDER holds the competition's `NAME.pdf` and `NAME-str.xml`; with FILEs (`eu-001`) only those are scored and what differs is
printed. Whole files go in, with no hint of where tables are. The measure is the competition's (Göbel et al. 2013): relations between each cell
and the nearest one with text to the right and below, of all tables of a file together, texts compared without white space and
punctuation; precision and recall are means over the files.
"""
import collections
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def normal(text):
    return re.sub(r"[\W_]+", "", text).lower() or re.sub(r"\s+", "", text)


def relations(cells, texts):
    """Of `cells`, {(row, column): cell}, and what each holds."""
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


def of_rows(rows):
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
            found += of_rows(rows)
            rows = []
    return found


def by_pymupdf(path):
    import pymupdf

    tables = (table.extract() for page in pymupdf.open(path) for table in page.find_tables().tables)
    return sum((of_rows(table) for table in tables), collections.Counter())


def by_pdfplumber(path):
    import pdfplumber

    with pdfplumber.open(path) as file:
        tables = [table for page in file.pages for table in page.extract_tables()]
    return sum((of_rows(table) for table in tables), collections.Counter())


def main():
    folder, wanted = Path(sys.argv[1]), set(sys.argv[2:])
    files = [path for path in sorted(folder.glob("*.pdf")) if not wanted or path.stem in wanted]
    subprocess.run(["cargo", "build", "--release", "--example", "ingest"], cwd=ROOT, check=True)
    for name, read in (("sectile", by_sectile), ("PyMuPDF", by_pymupdf), ("pdfplumber", by_pdfplumber)):
        precision = recall = 0
        try:
            for path in files:
                right, found = truth(path.with_name(path.stem + "-str.xml")), read(path)
                common = (right & found).total()
                precision += common / max(1, found.total())
                recall += common / max(1, right.total())
                if wanted:
                    print(*(f"  - {relation}" for relation in right - found), *(f"  + {relation}" for relation in found - right), sep="\n")
        except ImportError as error:
            print(f"{name}: {error}")
            continue
        precision, recall = precision / len(files), recall / len(files)
        print(f"{name}: {len(files)} files, precision {precision:.3f}, recall {recall:.3f}, F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}", flush=True)


if __name__ == "__main__":
    main()
