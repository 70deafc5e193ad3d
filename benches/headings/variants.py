#!/usr/bin/env python3
"""Writes copies of PDF files without their outline, and with a cut or damaged one.

usage: benches/headings/variants.py TRUTH.json OUT    (pip install pikepdf)

TRUTH.json has the headings of the PDF files beside it (outlines.py describes it). Files with an
outline are copied into one folder of OUT for each variant, with a TRUTH.json of their own:

  stripped     neither outline nor tags nor page labels
  first-level  the outline has only its entries of the first level
  shuffled     its entries have each other's levels
  foreign      its entries have titles that are printed nowhere
  misplaced    its entries lead to any page

All are without tags and page labels, so that a damaged outline is compared with none.
"""

import json
import pathlib
import random
import sys

import pikepdf

TITLES = ["Harbour dues", "Sale of the second boat", "Opening hours in winter", "On bees"]


def flat(items, level=1):
    """The entries of an outline with their levels."""
    for item in items:
        yield level, item
        yield from flat(item.children, level + 1)


def nested(entries):
    """The tree of entries: each is below the nearest one before it that has a lower level."""
    root, open_entries = [], []
    for level, item in entries:
        while open_entries and open_entries[-1][0] >= level:
            open_entries.pop()
        (open_entries[-1][1].children if open_entries else root).append(item)
        open_entries.append((level, item))
    return root


def change(entries, variant, pages, chance):
    if variant == "first-level":
        return [entry for entry in entries if entry[0] == 1]
    if variant == "shuffled":
        levels = [level for level, _ in entries]
        chance.shuffle(levels)
        return list(zip(levels, [item for _, item in entries]))
    for number, (_, item) in enumerate(entries):
        if variant == "foreign":
            item.title = f"{TITLES[number % len(TITLES)]} {number}"
        else:
            item.action = None
            item.destination = chance.randrange(pages)
            item.page_location = "Fit"
    return entries


def write(path, variant, to):
    """Writes the variant of a file; returns whether it has an outline to change."""
    chance = random.Random(path.name)  # the same damage in each run
    with pikepdf.open(path) as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo", "/PageMode", "/PageLabels"):
            if key in pdf.Root:
                del pdf.Root[key]
        with pdf.open_outline() as outline:
            entries = list(flat(outline.root))
            if variant != "stripped":
                kept = change(entries, variant, len(pdf.pages), chance)
                for _, item in entries:
                    item.children.clear()
                outline.root[:] = nested(kept)
        if variant == "stripped" and "/Outlines" in pdf.Root:
            del pdf.Root["/Outlines"]
        if entries:
            pdf.save(to)
    return bool(entries)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    truth_path, out = map(pathlib.Path, sys.argv[1:])
    truth = json.loads(truth_path.read_text())
    for variant in ("stripped", "first-level", "shuffled", "foreign", "misplaced"):
        folder = out / variant
        folder.mkdir(parents=True, exist_ok=True)
        kept = {
            name: truth[name]
            for name in truth
            if write(truth_path.parent / name, variant, folder / name)
        }
        (folder / truth_path.name).write_text(json.dumps(kept, ensure_ascii=False, indent=0))
        print(variant, len(kept), "files")


main()
