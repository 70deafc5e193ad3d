#!/usr/bin/env python3
"""Measures format detection on real files without their suffixes.

usage: benches/detection.py MIRRORS

MIRRORS is a folder with a git repository OWNER+NAME (or OWNER+NAME/repo) for each repository that
benches/detection.tsv names; `git clone --bare` makes one. Each line of the list is a repository, a
commit, a path and the SHA-256 of the file, which is checked. The list has no files named .html
without any tag, because their content is not recognizable as HTML.
"""

import hashlib
import pathlib
import subprocess
import sys
import tempfile

from mirrors import content

here = pathlib.Path(__file__).resolve().parent


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    mirrors = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for number, line in enumerate(open(here / "detection.tsv")):
            repository, commit, path, sha256 = line.rstrip("\n").split("\t")
            data = content(mirrors, repository, commit, path)
            if hashlib.sha256(data).hexdigest() != sha256:
                sys.exit(f"{repository} {path}: not the file that was listed")
            stem, suffix = path.rsplit("/", 1)[-1].rsplit(".", 1)
            suffix = {"markdown": "md"}.get(suffix, suffix)
            (folder / suffix).mkdir(exist_ok=True)
            (folder / suffix / f"{number:03}-{stem}").write_bytes(data)
        command = ["cargo", "bench", "--bench", "detection", "--", folder]
        subprocess.run(command, check=True, cwd=here.parent)


main()
