#!/usr/bin/env python3
"""Prints the headings that another program finds in a PDF file, as score.py reads them.

usage: benches/headings/peers.py PROGRAM FILE

PROGRAM is the name of a package: pdfboss, liteparse, pdf-inspector, edgeparse, oxidize-pdf,
opendataloader-pdf, or opendataloader-pdf-tags, which is the same with its option to read tags.
Each is run with its defaults, without recognition of scanned text, and its Markdown is read.
"""

import contextlib
import json
import os
import re
import sys
import tempfile


def pdfboss(path):
    import pdfboss

    return pdfboss.Document(path).extract_markdown()


def liteparse(path):
    import liteparse

    parser = liteparse.LiteParse(output_format="markdown", ocr_enabled=False, quiet=True)
    return parser.parse(path).text


def pdf_inspector(path):
    import pdf_inspector

    return pdf_inspector.process_pdf(path).markdown or ""


def edgeparse(path):
    import edgeparse

    return edgeparse.convert(path, format="markdown", raster_table_ocr=False)


def oxidize_pdf(path):
    import oxidize_pdf

    return oxidize_pdf.PdfReader.open(path).to_element_markdown()


def opendataloader_pdf(path, reads_tags=False):
    import opendataloader_pdf

    with tempfile.TemporaryDirectory() as folder:
        opendataloader_pdf.convert(
            path,
            output_dir=folder,
            format="markdown",
            image_output="off",
            quiet=True,
            use_struct_tree=reads_tags,
        )
        texts = [
            open(os.path.join(root, name), encoding="utf-8").read()
            for root, _, names in os.walk(folder)
            for name in names
            if name.endswith(".md")
        ]
    return texts[0]


def opendataloader_pdf_tags(path):
    return opendataloader_pdf(path, reads_tags=True)


PROGRAMS = {
    program.__name__.replace("_", "-"): program
    for program in [
        pdfboss,
        liteparse,
        pdf_inspector,
        edgeparse,
        oxidize_pdf,
        opendataloader_pdf,
        opendataloader_pdf_tags,
    ]
}


def plain(text):
    """The text of a Markdown heading: without emphasis, HTML tags, escapes and destinations."""
    text = re.sub(r"<[^<>]*>", "", text)
    text = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    text = re.sub(r"\\(\W)", r"\1", text)
    return text.replace("**", "").strip("#* \t")


def headings(markdown):
    fence = None
    for line in markdown.splitlines():
        mark = re.match(r" {0,3}(```+|~~~+)", line)
        if mark:
            fence = None if fence == mark[1][0] else fence or mark[1][0]
        heading = re.match(r" {0,3}(#{1,6})[ \t]+(\S.*)", line)
        if heading and not fence and plain(heading[2]):
            yield len(heading[1]), plain(heading[2])


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in PROGRAMS:
        sys.exit(__doc__)
    # Some programs print their progress where the headings are expected.
    with contextlib.redirect_stdout(sys.stderr):
        markdown = PROGRAMS[sys.argv[1]](sys.argv[2])
    for depth, text in headings(markdown):
        print(json.dumps({"depth": depth, "text": text}, ensure_ascii=False))


main()
