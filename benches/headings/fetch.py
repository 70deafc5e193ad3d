#!/usr/bin/env python3
"""Rebuilds the foreign PDF files whose headings are known from their outlines.

usage: benches/headings/fetch.py MIRRORS OUT    (pip install pikepdf)

MIRRORS is a folder with a git repository OWNER+NAME (or OWNER+NAME/repo) for each repository that
documents.tsv names; `git clone --bare` makes one. Each line of the list is a repository, a commit,
a path and the SHA-256 of the file, which is checked.

OUT/original receives the files and headings.json: for each file the entries of its outline as
[level, title]. The list has every file of up to 6 MB in these repositories that has at most 220
pages and an outline of 8 to 250 entries on two levels or more, of which at least 80 % are printed
on the page to which they lead or on one beside it. An outline rarely names all headings, so found
entries are counted, and headings that are not in it only as a ratio.
"""

import hashlib
import json
import pathlib
import re
import sys

import pikepdf

here = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent))
from mirrors import content  # noqa: E402, in the folder above


def entries(path):
    """The outline of a file: [level, title] of each entry, in order."""
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        stack = [(1, item) for item in reversed(outline.root)]
        found = []
        while stack:
            level, item = stack.pop()
            found.append([level, str(item.title).strip()])
            stack += [(level + 1, child) for child in reversed(item.children)]
        # A title without letters and digits cannot be found in any output.
        return [entry for entry in found if len(re.sub(r"[\W_]", "", entry[1])) > 1]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    mirrors, out = map(pathlib.Path, sys.argv[1:])
    folder = out / "original"
    folder.mkdir(parents=True, exist_ok=True)
    headings = {}
    for line in open(here / "documents.tsv"):
        repository, commit, path, sha256 = line.rstrip("\n").split("\t")
        data = content(mirrors, repository, commit, path)
        if hashlib.sha256(data).hexdigest() != sha256:
            sys.exit(f"{repository} {path}: not the file that was listed")
        name = re.sub(r"[^A-Za-z0-9._-]", "_", f"{repository.split('/')[1]}__{path.split('/')[-1]}")
        (folder / name).write_bytes(data)
        headings[name] = entries(folder / name)
    (folder / "headings.json").write_text(json.dumps(headings, ensure_ascii=False, indent=0))
    print(len(headings), "files,", sum(map(len, headings.values())), "entries")


main()
