#!/usr/bin/env python3
"""Compares the sections of HTML pages with the headings that lxml lists in their main content.

  headings.py BIN_DIR FOLDER [--sample N] [-v]

Prints the share of headings that are sections, over all pages; -v lists each page with missing
or additional ones. Needs lxml. A heading counts where its words are a section's, as a multiset
for each page. Headings in navigation, asides, footers, hidden elements, data tables' header
cells and without words do not count.
"""
import collections, glob, json, os, random, re, subprocess, sys
from lxml import html as H

bins, folder = sys.argv[1], sys.argv[2]
sample = int(sys.argv[sys.argv.index("--sample") + 1]) if "--sample" in sys.argv else None
verbose = "-v" in sys.argv
files = sorted(f for e in ("html", "htm") for f in glob.glob(folder + "/**/*." + e, recursive=True))
if sample and len(files) > sample:
    files = random.Random(1).sample(files, sample)

INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0xFEFF, 0x2060])
def words(text):
    return "".join(re.sub(r"[¶§#🔗◆]", "", text.translate(INVISIBLE)).split())

def is_off(node):
    for n in node.iterancestors():
        if n.tag in ("nav", "aside", "footer", "dialog", "template", "noscript", "select"): return True
        if (n.get("role") or "") in ("navigation", "complementary", "contentinfo", "dialog", "search"): return True
        if n.get("hidden") is not None or "display:none" in (n.get("style") or "").replace(" ", ""): return True
    return False

def expected(path):
    raw = open(path, "rb").read()
    tree = H.document_fromstring(raw.replace(b"\0", b""), parser=H.HTMLParser(encoding=encoding(raw)))
    mains = tree.xpath("//main|//*[@role='main']")
    roots = mains[:1] if mains else [tree]
    found = []
    for root in roots:
        for n in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
            if is_off(n): continue
            for drop in n.xpath(".//script|.//style|.//button"): drop.getparent().remove(drop) if not drop.tail else drop.clear()
            t = words(n.text_content())
            if t: found.append(t)
    return found

def encoding(raw):
    m = re.search(rb"charset=[\"']?([\w-]+)", raw[:4096])
    try: name = m.group(1).decode() if m else "utf-8"; "".encode(name); return name
    except Exception: return "utf-8"

total = hit = extra = bad = 0
for path in files:
    try: want = collections.Counter(expected(path))
    except Exception: continue
    out = subprocess.run([bins + "/outline", path, "--json"], capture_output=True).stdout.decode()
    got = collections.Counter(words(json.loads(l)["text"] or "") for l in out.splitlines())
    missing, more = want - got, got - want
    more.pop("", None)
    total += sum(want.values()); hit += sum(want.values()) - sum(missing.values()); extra += sum(more.values())
    if missing or more:
        bad += 1
        if verbose: print(path, "MISSING", dict(missing), "MORE", dict(list(more.items())[:8]))
print(f"{len(files)} pages, {total} headings, {hit} are sections ({100 * hit / max(total, 1):.2f} %), {extra} further sections, {bad} pages differ")
