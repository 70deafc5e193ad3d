#!/usr/bin/env python3
"""Measures how much of the expected text of pages is in their chunks, in order.

  sequences.py BIN_DIR FOLDER [-v]      FOLDER holds NAME.source.html and NAME.expected.html

Prints the share of 4-word sequences of the expected texts that are in the chunks, as a
multiset. The folder is made from a clone of mozilla/readability:
test/test-pages/NAME/source.html and expected.html. Needs lxml.
"""
import collections, glob, json, os, re, subprocess, sys
from lxml import html as H

bins, folder = sys.argv[1], sys.argv[2]
BLOCK = {"p","div","td","th","tr","li","br","h1","h2","h3","h4","h5","h6","dt","dd","pre","section","article","blockquote","figcaption","figure","ul","ol","table","hr"}

def text(path):
    raw = open(path, "rb").read().decode("utf-8", "replace")
    tree = H.document_fromstring(raw) if raw.strip() else None
    # lxml keeps the text after an element on the element.
    parts = []
    def walk(node):
        stack = [(node, False)]
        while stack:
            n, done = stack.pop()
            if done:
                if n.tag in BLOCK: parts.append(" ")
                parts.append(n.tail or ""); continue
            if not isinstance(n.tag, str) or n.tag in ("script", "style"):
                parts.append(n.tail or ""); continue
            if n.tag in BLOCK: parts.append(" ")
            parts.append(n.text or "")
            stack.append((n, True)); stack.extend((c, False) for c in reversed(n))
    walk(tree)
    return "".join(parts)

INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0xFEFF])
words = lambda t: re.findall(r"\w+", t.translate(INVISIBLE).lower().replace("_", " "))
grams = lambda w: collections.Counter(zip(w, w[1:], w[2:], w[3:]))
total = hit = 0
for expected in sorted(glob.glob(folder + "/*.expected.html")):
    source = expected.replace(".expected.", ".source.")
    run = subprocess.run([bins + "/ingest", source, "--max-tokens", "512"], capture_output=True)
    chunks = [json.loads(l) for l in run.stdout.decode().splitlines()]
    got = grams(words(" ".join(re.sub(r"\]\([^)]*\)", "]", c["text"]) for c in chunks)))
    want = grams(words(text(expected)))
    n = sum(want.values()); h = sum((want & got).values())
    total += n; hit += h
    if "-v" in sys.argv and n and h / n < .97: print(f"{h / n:.3f} {n - h} {os.path.basename(source)}", [" ".join(g) for g, _ in list((want - got).items())[:3]])
print(f"{hit / total:.4f} of {total} sequences")
