#!/usr/bin/env python3
"""Lists the headings that pages of news and blogs without heading elements get by look.

  news.py BIN_DIR FOLDER      FOLDER is made by pages.py CLONES FOLDER news.tsv

The pages of news.tsv have no heading element, or fewer than one for 40 kB, outside of
navigation, asides and footers. A heading is by look if no heading element has its words; it
was read beside the page, and is wrong if an editor would not call it a heading. Needs
html5lib and lxml.
"""
import glob, json, subprocess, sys, warnings
import html5lib

warnings.simplefilter("ignore")
bins, folder = sys.argv[1], sys.argv[2]
letters = lambda text: "".join(c for c in text if c.isalnum())
pages = without = found = 0
for path in sorted(glob.glob(folder + "/news/*.html")):
    tree = html5lib.parse(open(path, "rb").read(), treebuilder="lxml", namespaceHTMLElements=False)
    texts = ("".join(n.itertext()) for n in tree.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    roles = ("".join(n.itertext()) for n in tree.xpath("//*[@role='heading']"))
    elements = {letters(text) for text in [*texts, *roles] if letters(text)}
    run = subprocess.run([bins + "/outline", path, "--json"], capture_output=True)
    heads = [json.loads(line) for line in run.stdout.decode().splitlines()]
    heads = [head for head in heads if head["text"] and letters(head["text"]) not in elements]
    pages, without, found = pages + 1, without + (not elements), found + len(heads)
    for head in heads:
        print(f'{path.split("/")[-1]}\t{head["level"]}\t{head["text"]}')
print(f"{pages} pages, {without} of them without heading elements: {found} headings by look")
