#!/usr/bin/env python3
"""Compares the outlines of Markdown files with those of the HTML that two renderers make.

  renderers.py BIN_DIR FOLDER [-v]

pandoc (`pip install pypandoc-binary`) reads the files as GitHub's Markdown, markdown-it-py
(`pip install markdown-it-py mdit-py-plugins`) as CommonMark with tables, strikethrough, front
matter and footnotes. A page is the same if levels and words of all headings are; white space
and the attributes of Pandoc (`{#id}`) do not count. -v lists the others.
"""
import glob, json, os, re, subprocess, sys, tempfile
import pypandoc
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

bins, folder = sys.argv[1], sys.argv[2]
INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF])


def outline(path):
    run = subprocess.run([bins + "/outline", path, "--json"], capture_output=True)
    found = [json.loads(line) for line in run.stdout.decode().splitlines()]
    words = lambda text: "".join(text.translate(INVISIBLE).split())
    return [(one["level"], words(one["text"])) for one in found if one["text"] is not None]


PANDOC = pypandoc.get_pandoc_path()
rule = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
rule = rule.use(front_matter_plugin).use(footnote_plugin)


def pandoc(path):
    command = [PANDOC, "-f", "gfm+yaml_metadata_block", "-t", "html5", "--wrap=none", "--no-highlight", path]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def markdown_it(path):
    return rule.render(open(path, encoding="utf-8", errors="replace").read())


files = sorted(glob.glob(folder + "/**/*.md", recursive=True))
for name, render in (("pandoc", pandoc), ("markdown-it-py", markdown_it)):
    same = headings = 0
    with tempfile.TemporaryDirectory() as pages:
        for path in files:
            page = os.path.join(pages, "page.html")
            body = render(path)
            open(page, "w", encoding="utf-8").write(
                f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>')
            want, got = outline(path), outline(page)
            headings += len(want)
            same += want == got
            if want != got and "-v" in sys.argv:
                other = [pair for pair in zip(want, got) if pair[0] != pair[1]]
                print(f"{name} {path}: {len(want)} and {len(got)} headings, first {other[:1]}")
    print(f"{name}: {same} of {len(files)} files have the same outline ({headings} headings)", flush=True)
