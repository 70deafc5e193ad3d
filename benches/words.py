#!/usr/bin/env python3
"""Compares the words of PDF files as sectile reads them with those of pdfium and pdftotext.

  benches/words.py FOLDER [-v] [--list FILE] [--seed N] [--count N]

FOLDER holds PDF files. A reproducible sample of `--count` files (default 400) that have text
according to pdfium is scored, or the files named in `--list`, one name a line. The script
builds the bench `words`; it needs `pip install pypdfium2`, and uses pdftotext if it is there.

The measure is the F1 of the bags of words of a file, all text of the document included, where
markup (`#`, `|`, `**`, fences) and the signs of exponents and notes (`^`, `_`, `[^1]`) do not
count. Each file has the better one of both references, because each of them is wrong for some.
Encrypted files and files without text are left out.
"""
import argparse
import collections
import json
import random
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Files with fewer words in both references have too little text to be compared.
MIN_WORDS = 20


def words(text):
    """Returns the words of a text: letters and digits; each Chinese or Japanese character is one."""
    text = unicodedata.normalize("NFKC", re.sub(r"[\u00ad\u200b-\u200f\u202a-\u202e\ufeff]", "", text))
    # A word that a line breaks is one word in every reading.
    text = re.sub(r"(?<=\w)[-\u2010\ufffe\u0002]\s*\n\s*(?=\w)", "", text).lower()
    text = re.sub(r"(?<=\w)[-\u2010_](?=\w)", "", text)
    return collections.Counter(re.findall(r"[\u2e80-\u9fff\uac00-\ud7af]|[^\W_\u2e80-\u9fff\uac00-\ud7af]+", text))


def without_markup(text):
    """Removes what Markdown adds, and the signs of exponents, indices and notes."""
    text = re.sub(r"(?m)^\|(?:---\|)+$", "", text)
    text = re.sub(r"\[\^([^\]\s]{1,12})\]", r"\1", text)
    text = re.sub(r"(?<=\S)[\^_](?=\S)", "", text)
    return re.sub(r"(?m)^(?:#{1,9} |> |```\w*)", "", text).replace("\\|", "|")


def f1(found, reference):
    common = sum((found & reference).values())
    total = sum(found.values()) + sum(reference.values())
    return 2 * common / total if total else 1.0


def by_pdfium(path):
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        pages = [document[at].get_textpage().get_text_range() for at in range(len(document))]
    except Exception:
        return None
    return "\n".join(pages)


def by_pdftotext(path):
    if not shutil.which("pdftotext"):
        return None
    done = subprocess.run(["pdftotext", "-q", path, "-"], capture_output=True, timeout=60, check=False)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def references(path):
    """Returns the words of both references in a process of its own: pdfium may crash."""
    done = subprocess.run([sys.executable, __file__, "--one", path], capture_output=True, timeout=120, check=False)
    try:
        return [collections.Counter(found) for found in json.loads(done.stdout)]
    except json.JSONDecodeError:
        return []


def sample(files, count, seed):
    """Returns a shuffled sample in which each repository has its share: a folder, or the part before `__`."""
    groups = collections.defaultdict(list)
    for file in sorted(files):
        groups[file.name.split("__")[0] if "__" in file.name and "+" in file.name else file.parent.name].append(file)
    chooser = random.Random(seed)
    for group in groups.values():
        chooser.shuffle(group)
    order = []
    while any(groups.values()):
        order += [group.pop() for group in groups.values() if group]
    return order


def main():
    if sys.argv[1:2] == ["--one"]:
        found = [text for text in (by_pdfium(sys.argv[2]), by_pdftotext(sys.argv[2])) if text is not None]
        print(json.dumps([words(text) for text in found]))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", action="store_true", dest="verbose")
    parser.add_argument("--list", type=Path)
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--program", help="the built bench, instead of building it")
    options = parser.parse_args()
    files = list(options.folder.glob("**/*.pdf"))
    if options.list:
        names = options.list.read_text().split("\n")
        order = [options.folder / name for name in names if name]
    else:
        order = sample(files, options.count, options.seed)
    program = [options.program] if options.program else [
        "cargo", "bench", "--quiet", "--manifest-path", ROOT / "Cargo.toml", "--bench", "words"]
    scores, position = {}, 0
    while len(scores) < options.count and position < len(order):
        batch = order[position:position + options.count - len(scores)]
        position += len(batch)
        known = {str(path): found for path in batch if (found := references(path)) and
                 max(sum(one.values()) for one in found) >= MIN_WORDS}
        done = subprocess.run(program, input="\n".join(known), capture_output=True, text=True, check=True)
        for line in done.stdout.splitlines():
            read = json.loads(line)
            if "encrypted" in read.get("error", ""):
                continue
            found = words(without_markup(read.get("text", "")))
            best = max(f1(found, reference) for reference in known[read["file"]])
            scores[read["file"]] = (best, read.get("error") or "; ".join(read["warnings"])[:90])
    ordered = sorted(value for value, _ in scores.values())
    for file, (value, message) in sorted(scores.items(), key=lambda item: item[1]):
        if options.verbose or value < 0.8:
            print(f"{value:.3f}  {Path(file).name}  {message}")
    low = sum(value < 0.8 for value in ordered)
    print(f"{len(ordered)} files: mean {sum(ordered) / len(ordered):.4f}, tenth percentile "
          f"{ordered[len(ordered) // 10]:.4f}, below .8: {low} ({100 * low / len(ordered):.1f} %)")


main()
