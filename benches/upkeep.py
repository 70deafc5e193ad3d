#!/usr/bin/env python3
"""Checks quotes of earlier versions of documentation against later ones.

  benches/upkeep.py MIRRORS [--program COMPARE] [-v]

MIRRORS holds bare mirrors (`OWNER+NAME/repo`). Each line of upkeep.tsv, upkeep-unseen.tsv and
upkeep-third.tsv names a repository, an old and a new commit, a folder, a file of the old commit
with a range of its bytes, a hash of the words of the quote, and a label that a person gave after
reading both versions, before the check was run: the state of the quote and the file that has it
now. No text of others is kept here. The rules were mended after the misses of each list were
read. upkeep-third.tsv was drawn last, mostly of sentences that their files lost in two to four
years; its first run, before any mending, is the figure that says most about other folders.

A quote is *edited* if the sentence that replaced it in place says something of the same matter,
*gone* if it was removed or is said elsewhere in other words.

The files of the folder at the new commit are the documents. Prints the share of right states and
of right files, the false "edited", and each wrong one, for each of the lists.
"""
import argparse
import collections
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from mirrors import content

ROOT = Path(__file__).resolve().parent.parent
SUFFIXES = (".md", ".Rmd")
LISTS = ("upkeep.tsv", "upkeep-unseen.tsv", "upkeep-third.tsv")


def digest(quote):
    words = [word.lower() for word in re.findall(r"[^\W_]+", quote)]
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def paths(mirrors, repository, commit, folder):
    directory = mirrors / repository.replace("/", "+") / "repo"
    command = ["git", "--git-dir", directory, "ls-tree", "-r", "-z", "--name-only", commit, folder]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [path for path in listed.split("\0") if path.endswith(SUFFIXES)]


def checks(program, mirrors, source, rows):
    """The states of the quotes of one repository."""
    repository, old, new, folder = source
    with tempfile.TemporaryDirectory() as temporary:
        docs = Path(temporary) / "new"
        for path in paths(mirrors, repository, new, folder):
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_bytes(content(mirrors, repository, new, path))
        questions = Path(temporary) / "questions.jsonl"
        lines = []
        for number, (path, start, end, hashed, *_) in enumerate(rows):
            quote = content(mirrors, repository, old, path)[int(start) : int(end)].decode()
            if digest(quote) != hashed:
                sys.exit(f"{path} of {repository} is not the text of the quote")
            question = {"id": str(number), "question": "Where is it?", "document": path}
            lines.append(json.dumps({**question, "evidence": [{"quote": quote}]}))
        questions.write_text("\n".join(lines))
        command = [program, docs, "--questions", questions, "--check-questions", "--json"]
        return json.loads(subprocess.run(command, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mirrors", type=Path)
    parser.add_argument("--program", help="the built example compare")
    parser.add_argument("-v", action="store_true", dest="verbose")
    options = parser.parse_args()
    program = options.program
    if not program:
        command = ["cargo", "build", "--release", "--features", "evaluate", "--example", "compare"]
        subprocess.run(command, cwd=ROOT, check=True)
        program = ROOT / "target/release/examples/compare"
    for name in LISTS:
        judge(name, program, options)


def judge(name, program, options):
    """Prints the results of one list."""
    sources = collections.defaultdict(list)
    for line in (ROOT / "benches" / name).read_text().splitlines():
        repository, old, new, folder, *row = line.split("\t")
        sources[repository, old, new, folder].append(row)
    count = collections.Counter()
    for source, rows in sources.items():
        for row, check in zip(rows, checks(program, options.mirrors, source, rows)):
            path, state, place = row[0], row[-2], row[-1]
            found = (check["place"] or {}).get("document", "-")
            count["quotes"] += 1
            count["states"] += check["state"] == state
            count["false edited"] += check["state"] == "edited" != state
            if place != "-":
                count["with place"] += 1
                count["places"] += found == place
            if check["state"] != state or place != "-" and found != place:
                print(f"{path}: {check['state']} in {found}, not {state} in {place}")
                if options.verbose:
                    print(f"  - {check['quote']!r}\n  + {(check['place'] or {}).get('quote')!r}")
    print(f"{name}: right state {count['states']} of {count['quotes']}, right file {count['places']} "
          f"of {count['with place']}, {count['false edited']} false edited")


if __name__ == "__main__":
    main()
