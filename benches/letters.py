#!/usr/bin/env python3
"""Checks the ledgers of letters of PDF files, and compares them with the letters of pdfium.

  benches/letters.py FOLDER [--program WORDS] [--explained FILE]

FOLDER holds PDF files. The script builds the bench `words` if no program is given; it needs
`pip install pypdfium2`. It prints

- the pages on which fewer letters are accounted for than are drawn, and the letters that the
  documents have in addition (cells and heads of groups that are repeated),
- the letters of pdfium that are hidden, unreadable or boilerplate, with the files that have
  most of them. Running heads and page numbers are boilerplate; letters.tsv (or `--explained`)
  names files whose hidden or unreadable text was looked at, with the reason after a tab, and
  boilerplate.tsv has a verdict on files with more than 8 % of boilerplate,
- the files with fewer than 95 % of pdfium's letters and no warning, and the reasons of those
  that letters.tsv has.

Letters are letters and digits of all scripts. Encrypted files and those that pdfium cannot
read are left out.
"""
import argparse
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: A file needs so many letters, of those of pdfium.
LEAST = 0.95
#: Files with fewer letters are too small for a share.
MIN_LETTERS = 20
#: So many files are listed.
LISTED = 40


def letters(text):
    """Counts letters and digits as the ledger does; accents that are drawn apart are none."""
    return sum(c.isalnum() and not "\u02b0" <= c <= "\u036f" or c == "\ufffd" for c in text)


def by_pdfium(path):
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    texts = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    # A ligature is several letters in the ledger, too; a fraction or a numero sign is none
    # or one there.
    whole = lambda c: unicodedata.normalize("NFKC", c) if c.isalpha() else c
    return [letters("".join(map(whole, text))) for text in texts]


def reference(path):
    """Returns the letters of each page in a process of its own: pdfium may crash."""
    done = subprocess.run([sys.executable, __file__, "--one", path], capture_output=True, timeout=120, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def main():
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(by_pdfium(sys.argv[2])))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", help="the built bench, instead of building it")
    parser.add_argument("--explained", type=Path, default=ROOT / "benches/letters.tsv")
    options = parser.parse_args()
    program = [options.program] if options.program else [
        "cargo", "bench", "--quiet", "--manifest-path", ROOT / "Cargo.toml", "--bench", "words"]
    files = sorted(str(path) for path in options.folder.glob("**/*.pdf"))
    done = subprocess.run(program, input="\n".join(files), capture_output=True, text=True, check=True)
    explained = dict(line.split("\t") for line in options.explained.read_text().splitlines())
    read = [json.loads(line) for line in done.stdout.splitlines()]
    read = [file for file in read if "ledger" in file]
    drawn = missing = added = pages = pages_missing = 0
    total = 0
    unseen, few = [], []
    for file in read:
        name = str(Path(file["file"]).relative_to(options.folder))
        for number, (all_letters, *parts) in enumerate(file["ledger"], 1):
            difference = all_letters - sum(parts)
            pages, drawn = pages + 1, drawn + all_letters
            missing, added = missing + max(0, difference), added + max(0, -difference)
            if difference > 0:
                pages_missing += 1
                print(f"missing {difference} of {all_letters}: {name} page {number}", flush=True)
        known = reference(file["file"])
        if known is None:
            continue
        total += sum(known)
        sums = [sum(page[part] for page in file["ledger"]) for part in range(6)]
        unseen.append((sums[4] + sums[5], sums[4], sums[5], sums[2], sum(known), name))
        accounted = sum(sums[1:])
        if sum(known) >= MIN_LETTERS and accounted < LEAST * sum(known) and not file["warnings"]:
            few.append((accounted / sum(known), sum(known), name))
    print(f"{len(read)} files, {pages} pages, {drawn} letters drawn: {missing} missing on {pages_missing} pages, "
          f"{added} in addition")
    hidden, unreadable = sum(file[1] for file in unseen), sum(file[2] for file in unseen)
    boilerplate = sum(file[3] for file in unseen)
    share = 100 / max(1, total)
    print(f"{total} letters of pdfium: {hidden * share:.2f} % hidden, {unreadable * share:.2f} % unreadable, "
          f"{boilerplate * share:.2f} % boilerplate")
    left = sum(file[0] for file in unseen if file[5] not in explained)
    print(f"hidden or unreadable in files without a reason: {left * share:.2f} %")
    for both, hidden, unreadable, _, all_letters, name in sorted(unseen, reverse=True)[:LISTED]:
        print(f"  {hidden} hidden, {unreadable} unreadable of {all_letters}: {name}  {explained.get(name, '')}")
    wrong = [file for file in few if file[2] not in explained]
    print(f"{len(wrong)} files with fewer than {LEAST:.0%} of the letters of pdfium, no warning and no reason, "
          f"{len(few) - len(wrong)} with a reason")
    for share, count, name in sorted(few):
        print(f"  {share:.3f} of {count}: {name}  {explained.get(name, '')}")


if __name__ == "__main__":
    sys.exit(main())
