#!/usr/bin/env python3
"""Writes our own questions about public documents as corpora for the retrieval benchmark.

  benches/questions.py FOLDER [--mirrors MIRRORS]

Each line of questions.tsv names a file of a commit, a range of its bytes, a hash of the words in
it, and a question that they answer, so that no text of others is kept here. Writes
FOLDER/<set>/docs and FOLDER/<set>/questions.jsonl, one set for each repository, as `compare` and
the benchmark `against_fixed_size` read them. Only files with a question are in docs.

MIRRORS holds bare mirrors (`OWNER+NAME` or `OWNER+NAME/repo`); a repository that is missing there
is fetched from GitHub (only the commit, without its history). The ranges were drawn at random
among the sentences of randomly drawn files, two a file, and the questions were written from the
sentences alone, before any of them was asked.
"""
import argparse
import collections
import hashlib
import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

from mirrors import content

TABLE = Path(__file__).with_suffix(".tsv")


def digest(quote):
    letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", quote).lower())
    return hashlib.sha256(letters.encode()).hexdigest()[:16]


def fetch(mirrors, repository, commit):
    folder = mirrors / repository.replace("/", "+")
    if folder.exists():
        return
    subprocess.run(["git", "init", "--quiet", "--bare", folder], check=True)
    address = f"https://github.com/{repository}"
    subprocess.run(["git", "--git-dir", folder, "fetch", "--quiet", "--depth", "1", address, commit], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mirrors", type=Path, help="default: FOLDER/mirrors")
    options = parser.parse_args()
    mirrors = options.mirrors or options.folder / "mirrors"
    mirrors.mkdir(parents=True, exist_ok=True)
    sets = collections.defaultdict(list)
    for line in TABLE.read_text().splitlines():
        repository, commit, path, start, end, hashed, question = line.split("\t")
        sets[repository].append((commit, path, int(start), int(end), hashed, question))
    for repository, rows in sets.items():
        fetch(mirrors, repository, rows[0][0])
        name = repository.split("/")[1].lower()
        root = options.folder / name
        lines = []
        for number, (commit, path, start, end, hashed, question) in enumerate(rows, 1):
            data = content(mirrors, repository, commit, path)
            quote = data[start:end].decode()
            if digest(quote) != hashed:
                sys.exit(f"{path}, bytes {start} to {end}: the words are not those of the quote")
            document = root / "docs" / path
            document.parent.mkdir(parents=True, exist_ok=True)
            document.write_bytes(data)
            evidence = [{"quote": quote}]
            entry = {"id": f"{name}-{number}", "question": question, "document": path, "evidence": evidence}
            lines.append(json.dumps(entry, ensure_ascii=False) + "\n")
        (root / "questions.jsonl").write_text("".join(lines))
        print(f"{root}: {len({row[1] for row in rows})} documents, {len(rows)} questions")


if __name__ == "__main__":
    main()
