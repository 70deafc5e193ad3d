#!/usr/bin/env python3
"""Cuts documents into windows by other programs than this crate, to check the baseline.

  benches/windows.py CORPUS [--sizes 512/50,256/25] [--program COMPARE] [--keep FOLDER]

CORPUS is a folder with `docs` (HTML and Markdown) and `queries.jsonl` or `questions.jsonl`. The
text comes from lxml and markdown-it-py, the tokens from tiktoken; nothing of the crate is used
for the windows. `compare --chunks` then judges them with the questions, beside the crate's own
windows of the same size, by the same retriever. Prints the metrics of both, and the difference
question by question with its 95 % interval.

Windows are cut every N tokens wherever that is, so that a difference in one token moves all
windows after it in the document. To see how much that alone changes, each size is also cut with
the first window shortened by 1/8, 2/8 .. 7/8 of a step: the range of these shows which difference
means nothing.
"""
import argparse
import base64
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import lxml.html
import tiktoken
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parent.parent
METRICS = ["hit@5", "mrr", "recall@5", "recall@1000t", "recall@2000t", "tokens@5"]
# The file that Cargo has downloaded with a dependency of the crate.
RANKS = Path.home().glob(".cargo/registry/src/*/tiktoken-rs-*/assets/cl100k_base.tiktoken")
GIVEN = "given"
# Shares of a step by which the first window is shortened.
SHIFTS = [eighth / 8 for eighth in range(8)]
BLOCKS = set("address article aside blockquote body caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3"
             " h4 h5 h6 header hr li main nav ol p pre section table tr ul".split())
# Between the rows of a table, until it is known whether the table ends there.
ROW = "\x1e"
UNSEEN = {"script", "style", "template", "title", "head"}
PATTERN = (r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s")


def encoding(path):
    """cl100k_base from the file of its ranks: nothing is downloaded."""
    lines = Path(path).read_bytes().splitlines()
    ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in lines)}
    return tiktoken.Encoding("cl100k", pat_str=PATTERN, mergeable_ranks=ranks, special_tokens={})


def html_text(source):
    """The text of a page: blocks apart by a blank line, rows by a line break, cells by a space."""
    parts = []

    def walk(root):
        # An explicit stack of what is still to write, the next on top.
        todo = [root]
        while todo:
            node = todo.pop()
            if isinstance(node, str):
                parts.append(node)
                continue
            if not isinstance(node.tag, str) or node.tag in UNSEEN:
                continue
            around = ROW if node.tag == "tr" else "\n\n" if node.tag in BLOCKS else " " if node.tag in ("td", "th") else ""
            inner = [around, re.sub(r"\s+", " ", node.text or "")]
            for child in node:
                inner += [child, re.sub(r"\s+", " ", child.tail or "")]
            todo += reversed(inner + [around])

    walk(lxml.html.document_fromstring(source))

    def gap(found):
        return "\n\n" if "\n" in found[0] else "\n" if ROW in found[0] else " "

    return re.sub(rf"[ \n{ROW}]+", gap, "".join(parts)).strip(" \n" + ROW)


def text_of(path):
    source = path.read_bytes()
    if path.suffix == ".md":
        markdown = MarkdownIt("commonmark").enable("table").enable("strikethrough")
        source = b"<meta charset=utf-8>" + markdown.render(source.decode("utf-8-sig")).encode()
    return html_text(source)


def windows(tokens, encoding, size, overlap, shift=0, counted=False):
    """Windows of `size` tokens. `counted` shortens each until its text alone has as many: one
    that begins inside of a word has other tokens than the whole text."""
    start, end = 0, size - int(shift * (size - overlap))
    while True:
        text = encoding.decode(tokens[start:end], errors="ignore")
        while counted and len(encoding.encode_ordinary(text)) > size:
            end -= 1
            text = encoding.decode(tokens[start:end], errors="ignore")
        yield text
        if end >= len(tokens):
            return
        start, end = end - overlap, end - overlap + size


def judged(program, corpus, chunks):
    """The means of the given chunks and of all chunkings of `compare`."""
    questions = next(path for path in (corpus / "queries.jsonl", corpus / "questions.jsonl") if path.exists())
    command = [program, corpus / "docs", "--questions", questions, "--chunks", chunks, "--json"]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    rows = json.loads(run.stdout)["chunkings"]
    return {row["name"]: {metric["metric"]: metric for metric in row["metrics"]} for row in rows}


def measured(options, folder, encoder, tokens, size, overlap, **how):
    chunks = folder / f"windows-{size}-{'-'.join(map(str, how.values()))}.jsonl"
    with chunks.open("w") as lines:
        for name, of_document in tokens.items():
            for text in windows(of_document, encoder, size, overlap, **how):
                lines.write(json.dumps({"document": name, "text": text}) + "\n")
    rows = judged(options.program, options.corpus, chunks)
    rows[GIVEN] = next(metrics for name, metrics in rows.items() if chunks.stem in name)
    return rows


def row(name, metrics):
    return f"| {name} | " + " | ".join(number(metrics[metric]["interval"]["mean"]) for metric in METRICS) + " |"


def number(value):
    return f"{value:.3f}" if value <= 1 else f"{value:.0f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sizes", default="512/50,256/25")
    parser.add_argument("--program", default=ROOT / "target/release/examples/compare")
    parser.add_argument("--ranks", type=Path, default=next(RANKS, None), help="cl100k_base.tiktoken; default: that of tiktoken-rs")
    parser.add_argument("--keep", type=Path, help="keeps the texts and windows here")
    options = parser.parse_args()
    encoder = encoding(options.ranks)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        docs = sorted(path for path in (options.corpus / "docs").rglob("*") if path.suffix in (".html", ".htm", ".md"))
        texts = {str(path.relative_to(options.corpus / "docs")): text_of(path) for path in docs}
        tokens = {name: encoder.encode_ordinary(text) for name, text in texts.items()}
        print(f"{len(docs)} documents, {sum(map(len, tokens.values()))} tokens\n")
        print("| | " + " | ".join(METRICS) + " |\n|" + "---|" * (len(METRICS) + 1))
        for sizes in options.sizes.split(","):
            size, overlap = map(int, sizes.split("/"))
            means = []
            counted = measured(options, folder, encoder, tokens, size, overlap, counted=True)
            print(row(f"fixed {sizes} of the crate", counted[f"fixed {sizes}"]))
            print(row(f"independent {sizes}, each counted alone", counted[GIVEN]))
            for shift in SHIFTS:
                given = measured(options, folder, encoder, tokens, size, overlap, shift=shift)[GIVEN]
                means.append([given[metric]["interval"]["mean"] for metric in METRICS])
                if shift == 0:
                    print(row(f"independent {sizes}", given))
            ranges = [f"{number(min(column))} to {number(max(column))}" for column in zip(*means)]
            print(f"| independent {sizes}, shifted | " + " | ".join(ranges) + " |")


if __name__ == "__main__":
    main()
