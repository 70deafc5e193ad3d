#!/usr/bin/env python3
"""Lists the text that the PDF reader takes for hidden, for a verdict on each page.

  benches/hidden.py FOLDER [--program INGEST] [--verdicts FILE] [--new FILE]

FOLDER holds PDF files in folders `OWNER+NAME`, one for each repository. The script builds the
example `ingest` if no program is given. It reads all files with and without hidden text: what
only the first run has is hidden. Each line of its output has the file, the page, the number of
letters and digits, a hash of the text and its beginning.

Each line of hidden.tsv (or FILE) is a page: repository, commit, path, page, hash of the hidden
text, `right` or `wrong`, and the reason. Right is text that a picture of the page does not
show. `--new FILE` writes the pages without a verdict there.
"""
import argparse
import collections
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHOWN_CHARACTERS = 100
#: Small chunks have hidden text of one page only.
MAX_TOKENS = "48"


def chunks(program, folder, *options):
    """Returns the chunks of each document."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as output:
        command = [program, ".", "--tokenizer", "words", "--max-tokens", MAX_TOKENS, "--quiet", *options]
        subprocess.run([*command, "-o", output.name], cwd=folder, check=False, stderr=subprocess.DEVNULL)
        found = collections.defaultdict(list)
        for line in Path(output.name).read_text(encoding="utf-8").split("\n")[:-1]:
            chunk = json.loads(line)
            found[chunk["document"]].append(chunk)
    return found


def shown(document):
    """Returns the bytes of a document that are in the text of a chunk."""
    found = set()
    for chunk in document:
        found.update(range(chunk["span"]["start"], chunk["span"]["end"]))
        for omitted in chunk.get("omitted") or []:
            found.difference_update(range(omitted["start"], omitted["end"]))
    return found


def hidden(all_chunks, visible_chunks):
    """Returns the hidden text of each page of a document."""
    visible = shown(visible_chunks)
    pages = collections.defaultdict(str)
    for chunk in all_chunks:
        if "hidden" not in chunk["kinds"]:
            continue
        omitted = set()
        for span in chunk.get("omitted") or []:
            omitted.update(range(span["start"], span["end"]))
        places = [at for at in range(chunk["span"]["start"], chunk["span"]["end"]) if at not in omitted]
        text = bytes(b if at not in visible else 10 for at, b in zip(places, chunk["text"].encode()))
        if text := " ".join(text.decode("utf-8", "replace").split()):
            pages[chunk["origin"]["pages"][0]["number"]] += text + " "
    return {page: text.strip() for page, text in pages.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", type=Path, help="the built example ingest")
    parser.add_argument("--verdicts", type=Path, default=ROOT / "benches/hidden.tsv")
    parser.add_argument("--new", type=Path)
    options = parser.parse_args()
    if not options.program:
        subprocess.run(["cargo", "build", "--release", "--example", "ingest"], cwd=ROOT, check=True)
    program = (options.program or ROOT / "target/release/examples/ingest").resolve()
    every, seen = chunks(program, options.folder, "--hidden", "keep"), chunks(program, options.folder)
    verdicts = {}
    if options.verdicts.exists():
        for line in options.verdicts.read_text().splitlines():
            repository, _, path, page, digest, verdict, *_ = line.split("\t")
            verdicts[f"{repository.replace('/', '+')}/{path.replace('/', '_')}", int(page), digest] = verdict
    count, new = collections.Counter(), []
    for document, found in sorted(every.items()):
        for page, text in sorted(hidden(found, seen[document]).items()):
            digest = hashlib.sha256(text.encode()).hexdigest()[:12]
            verdict = verdicts.get((document, page, digest), "unknown")
            count[verdict] += 1
            letters = sum(c.isalnum() for c in text)
            line = f"{document}\t{page}\t{letters}\t{digest}\t{text[:SHOWN_CHARACTERS]}"
            if verdict == "unknown":
                new.append(line)
            print(verdict, line, sep="\t")
    if options.new:
        options.new.write_text("".join(line + "\n" for line in new))
    print(f"{count.total()} pages with hidden text: {count['right']} right, {count['wrong']} wrong, "
          f"{count['unknown']} without a verdict")


if __name__ == "__main__":
    sys.exit(main())
