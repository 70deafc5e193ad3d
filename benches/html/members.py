#!/usr/bin/env python3
"""Checks that the description of each member is in a section named after the member.

  members.py BIN_DIR FOLDER [--sample N] [-v]

Knows the pages of javadoc, Sphinx, doxygen, Qt and rustdoc by their markup. Needs lxml. A
member without a description does not count.
"""
import glob, json, random, re, subprocess, sys
from lxml import html as H

bins, folder = sys.argv[1], sys.argv[2]
sample = int(sys.argv[sys.argv.index("--sample") + 1]) if "--sample" in sys.argv else None
files = sorted(glob.glob(folder + "/**/*.html", recursive=True))
if sample and len(files) > sample: files = random.Random(2).sample(files, sample)

INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF])
squash = lambda t: re.sub(r"[\W_]+", "", t.translate(INVISIBLE))
cls = lambda name: f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"
def first(node, path):
    found = node.xpath(path)
    return found[0] if found else None
def text(node): return " ".join(node.text_content().split()) if node is not None else ""

def members(tree):
    for d in tree.xpath(f"//section[{cls('detail')}]"):
        yield text(first(d, "./h3|./h4")), text(first(d, f"./div[{cls('block')}]"))
    for dt in tree.xpath(f"//dt[{cls('sig')}]"):
        name = first(dt, f".//*[{cls('descname')} or {cls('sig-name')}]")
        dd = dt.getnext()
        if dd is not None and dd.tag == "dd": yield text(name), text(first(dd, "./p"))
    for item in tree.xpath(f"//div[{cls('memitem')}]"):
        title = item.getprevious()
        if title is not None and "memtitle" in (title.get("class") or ""):
            name = re.sub(r"[◆◇]|\[\d+/\d+\]", "", text(title)).strip()
            yield re.sub(r"\(.*", "", name), text(first(item, f"./div[{cls('memdoc')}]/p"))
    for h in tree.xpath(f"//h3[{cls('fn')}]"):
        p = h.getnext()
        if p is not None and p.tag == "p": yield text(first(h, f".//span[{cls('name')}]")), text(p)
    for d in tree.xpath(f"//details[{cls('method-toggle')} or {cls('rustdoc-toggle')}]"):
        h = first(d, ".//h4[contains(@class,'code-header')]")
        name = first(h, ".//*[contains(@class,'fnname') or @class='fn']") if h is not None else None
        if name is not None: yield text(name), text(first(d, f"./div[{cls('docblock')}]/p"))

total = right = 0; pages = 0
for path in files:
    try: tree = H.parse(path, parser=H.HTMLParser(encoding="utf-8")).getroot()
    except Exception: continue
    if tree is None: continue
    found = [(n, d) for n, d in members(tree) if squash(n) and len(squash(d)) > 12]
    if not found: continue
    pages += 1
    run = subprocess.run([bins + "/ingest", path, "--max-tokens", "256"], capture_output=True)
    chunks = [json.loads(l) for l in run.stdout.decode().splitlines()]
    # The document's text as lines with their last heading and the headings around.
    flat = []; at = {}
    for c in chunks:
        heads = [squash(h["text"]) for h in c["headings"]]
        own = heads[-1] if heads else ""
        for line in c["text"].split("\n"):
            m = re.match(r"#+ (.*)", line)
            if m: own = squash(m.group(1))
            flat.append((own, squash(line)))
    for name, description in found:
        total += 1
        key = squash(description)[:40]
        places = [own for own, line in flat if key in line] or [own for own, line in flat if line and key.startswith(line[:40]) and len(line) > 12]
        ok = any(squash(name) in own for own in places)
        right += ok
        if not ok and "-v" in sys.argv: print(path.split("/")[-1], "|", name, "|", description[:60], "|", places[:3])
print(f"{pages} pages, {total} members with a description, {right} in a section of their name ({100 * right / max(total, 1):.2f} %)")
