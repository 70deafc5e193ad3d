#!/usr/bin/env python3
"""Rebuilds the folder of pages that the other scripts measure, from clones of their repositories.

  pages.py CLONES FOLDER [LIST]      CLONES holds a clone as OWNER+NAME (or OWNER+NAME/repo)

The list, pages.tsv or news.tsv, has repository, commit, path, SHA-256 and the name in FOLDER of
each page. A page whose hash differs is an error. Compressed pages are unpacked.
"""
import gzip, hashlib, os, subprocess, sys

clones, folder = sys.argv[1], sys.argv[2]
wrong = 0
pages = sys.argv[3] if len(sys.argv) > 3 else "pages.tsv"
for line in open(os.path.join(os.path.dirname(os.path.abspath(__file__)), pages)):
    repository, commit, path, digest, name = line.rstrip("\n").split("\t")
    clone = os.path.join(clones, repository.replace("/", "+"))
    if os.path.isdir(clone + "/repo"): clone += "/repo"
    page = subprocess.run(["git", "-C", clone, "show", f"{commit}:{path}"], capture_output=True).stdout
    if hashlib.sha256(page).hexdigest() != digest:
        wrong += 1
        print(f"{repository} {path}: another page than was measured", file=sys.stderr)
        continue
    target = os.path.join(folder, name)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    open(target, "wb").write(gzip.decompress(page) if path.endswith(".gz") else page)
sys.exit(bool(wrong))
