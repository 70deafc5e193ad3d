#!/usr/bin/env python3
"""Looks for quotes of filings and reports in the chunks of their documents.

  benches/quotes.py MIRRORS [--program INGEST] [-v]
  benches/quotes.py MIRRORS --pick > benches/quotes.tsv

MIRRORS holds bare mirrors (`OWNER+NAME/repo`). Each line of quotes.tsv names a file of a commit,
a page, a range of the page's text as pdfium reads it, and a hash of the quote, so that no text
of others is kept here. The script needs `pip install pypdfium2` and builds the example `ingest`
if no program is given.

A quote is found if its letters and digits are in the text of the chunks one after the other:
the row of a table with its label and numbers, or words of a paragraph. `--pick` chooses quotes
anew, half of them rows and half of them words, the same number from each file.
"""
import argparse
import collections
import hashlib
import json
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import program
from mirrors import content

ROOT = Path(__file__).resolve().parent.parent
REPOSITORY = "docugami/KG-RAG-datasets"
#: Folders of the repository, the quotes of each kind from a file, and the kinds.
FOLDERS = (("sec-10-q/data/v1/docs/", 2), ("us-fed-agency-reports/data/v1/docs/", 1))
SEED = 21
#: Words of a quote from a paragraph.
WORDS = 12
#: So many of them are in small letters.
MIN_SMALL_WORDS = 8
#: A row has a label and such a number.
ROW = re.compile(r"^[A-Za-z][A-Za-z ,'’()&/-]{5,}.*\d[,.]\d.*$")


def letters(text):
    text = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\W_]+", "", text)


def digest(quote):
    return hashlib.sha256(letters(quote).encode()).hexdigest()[:16]


def pages(data):
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def pick(mirrors):
    """Prints quotes of each file, in random order of its pages."""
    folder = mirrors / REPOSITORY.replace("/", "+") / "repo"
    git = ["git", "--git-dir", folder]
    commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    tree = subprocess.run([*git, "ls-tree", "-r", "-z", "-l", "HEAD"], check=True, capture_output=True, text=True)
    chooser = random.Random(SEED)
    for line in tree.stdout.split("\0"):
        path = line.partition("\t")[2]
        count = next((count for name, count in FOLDERS if path.startswith(name)), 0)
        if not path.endswith(".pdf") or not count or not line.split()[3].isdigit():
            continue
        texts = list(enumerate(pages(content(mirrors, REPOSITORY, commit, path)), 1))
        chooser.shuffle(texts)
        left = collections.Counter(row=count, words=2 * count if count == 1 else count)
        for page, text in texts:
            places = rows(text) if left["row"] else []
            if places:
                start, end = chooser.choice(places)
                left["row"] -= 1
                print(REPOSITORY, commit, path, page, start, end, "row", digest(text[start:end]), sep="\t")
            elif left["words"] and (places := sentences(text)):
                start, end = chooser.choice(places)
                left["words"] -= 1
                print(REPOSITORY, commit, path, page, start, end, "words", digest(text[start:end]), sep="\t")


def rows(text):
    lines = re.finditer(r"[^\r\n]+", text)
    return [line.span() for line in lines if ROW.match(line[0]) and len(line[0].split()) < WORDS]


def sentences(text):
    """The ranges of words that begin a sentence of a paragraph."""
    found = []
    for start in re.finditer(r"(?<=\. )[A-Z][a-z]", text):
        words = re.match(rf"(?:\S+\s+){{{WORDS - 1}}}\S+", text[start.start():])
        # The lines of a cover or of a running head are no sentence.
        if words and len(re.findall(r"(?<=\s)[a-z]+[,;.]?(?!\S)", words[0])) >= MIN_SMALL_WORDS:
            found.append((start.start(), start.start() + words.end()))
    return found


def chunk_text(ingest, data):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        command = [ingest, file.name, "--max-tokens", "1000000"]
        chunks = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return letters("\n".join(json.loads(chunk)["text"] for chunk in chunks))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mirrors", type=Path)
    program.add_option(parser)
    parser.add_argument("--pick", action="store_true")
    parser.add_argument("-v", action="store_true", dest="verbose")
    options = parser.parse_args()
    if options.pick:
        return pick(options.mirrors)
    ingest = program.ingest(options.program)
    files = collections.defaultdict(list)
    for line in (ROOT / "benches/quotes.tsv").read_text().splitlines():
        repository, commit, path, *quote = line.split("\t")
        files[repository, commit, path].append(quote)
    found = collections.Counter()
    for source, quotes in files.items():
        data = content(options.mirrors, *source)
        texts, chunks = pages(data), chunk_text(ingest, data)
        for page, start, end, kind, hashed in quotes:
            quote = texts[int(page) - 1][int(start):int(end)]
            if digest(quote) != hashed:
                sys.exit(f"{source[2]}, page {page}: the text of pdfium is not the one of the quote")
            is_found = letters(quote) in chunks
            found[kind, is_found] += 1
            if not is_found:
                print(f"lost: {source[2].split('/')[-1]} page {page}, {kind}" + (f": {quote!r}" if options.verbose else ""))
    for kind in ("row", "words"):
        print(f"{kind}: {found[kind, True]} of {found[kind, True] + found[kind, False]} found")


if __name__ == "__main__":
    main()
