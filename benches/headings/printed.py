#!/usr/bin/env python3
"""Prints Markdown files as PDF by two producers, with the headings of the Markdown as truth.

usage: benches/headings/printed.py FOLDER OUT OUTLINE
       (pip install markdown-it-py pypandoc-binary typst weasyprint)

OUT/weasyprint and OUT/typst get a PDF file for each file of FOLDER and a TRUTH.json, which score.py
reads. The headings are those that the program OUTLINE (the example of that name) finds in the
Markdown. Pictures are left out, and so are files that a producer refuses; their number is printed.
"""

import json
import pathlib
import re
import subprocess
import sys

import pypandoc
import typst
import weasyprint
from markdown_it import MarkdownIt

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def by_weasyprint(source, out):
    text = FRONT_MATTER.sub("", source.read_text(encoding="utf-8"))
    html = MarkdownIt("commonmark").enable("table").render(text)
    html = re.sub(r"<img[^>]*>", "", html)
    weasyprint.HTML(string=f"<meta charset=utf-8>{html}").write_pdf(out)


def by_typst(source, out):
    text = pypandoc.convert_file(source, "typst", format="gfm", extra_args=["--standalone"])
    page = out.with_suffix(".typ")
    page.write_text(re.sub(r"#?image\([^)]*\)", "[]", text), encoding="utf-8")
    try:
        typst.compile(str(page), output=str(out))
    finally:
        page.unlink()


def headings(outline, source):
    done = subprocess.run([outline, source, "--json"], capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    # Depth 0 is the document itself.
    return [[line["depth"], line["text"]] for line in lines if line["depth"]]


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    folder, out, outline = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
    for producer, printer in [("weasyprint", by_weasyprint), ("typst", by_typst)]:
        (out / producer).mkdir(parents=True, exist_ok=True)
        truth, refused = {}, 0
        for source in sorted(folder.rglob("*.md")):
            name = "-".join(source.relative_to(folder).with_suffix(".pdf").parts)
            try:
                printer(source, out / producer / name)
            except Exception as error:  # of several libraries
                print(f"{source}: {error}", file=sys.stderr)
                refused += 1
                continue
            truth[name] = headings(outline, source)
        (out / producer / "TRUTH.json").write_text(json.dumps(truth, ensure_ascii=False))
        print(f"{producer}: {len(truth)} printed, {refused} refused")


main()
