#!/usr/bin/env python3
"""Measures what chunks keep of filings, and what they cost.

  filings.py BIN_DIR FOLDER [-v] [--min-bytes N]

For each page: tokens of all chunks at 512 without prefixes over those of the visible text that
lxml extracts; the share of its words and numbers that is in the chunks, as a multiset; bold
`Item N` and `PART N` lines that are headings; chunks after the first Item whose path holds the
nearest Item or PART. Needs lxml and tiktoken; CL100K_BPE names the vocabulary file.
"""
import base64, collections, glob, json, os, re, subprocess, sys
import tiktoken
from lxml import html as H

bins, folder = sys.argv[1], sys.argv[2]
verbose = "-v" in sys.argv
least = int(sys.argv[sys.argv.index("--min-bytes") + 1]) if "--min-bytes" in sys.argv else 0
ranks = {base64.b64decode(t): int(r) for t, r in (l.split() for l in open(os.environ["CL100K_BPE"]))}
PATTERN = r"""'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+"""
count = lambda enc, text: len(enc.encode_ordinary(text))
enc = tiktoken.Encoding("cl100k", pat_str=PATTERN, mergeable_ranks=ranks, special_tokens={})

BLOCK = {"p","div","td","th","tr","table","li","ul","ol","br","hr","h1","h2","h3","h4","h5","h6","body","html","dt","dd","dl","pre","section","article","center","blockquote","caption"}
DROP = {"script","style","head","title","template","noscript","svg","ix:header"}
def hidden(n):
    style = (n.get("style") or "").replace(" ", "").lower()
    # Of a closed list of options, a browser shows the selected one.
    if n.tag == "option" and n.get("selected") is None: return True
    return n.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
def visible(node, out):
    stack = [(node, False)]
    while stack:
        n, done = stack.pop()
        if done:
            if n.tag in BLOCK: out.append("\n")
            if n.tail: out.append(n.tail)
            continue
        if not isinstance(n.tag, str) or n.tag in DROP or hidden(n):
            if n.tail: out.append(n.tail)
            continue
        if n.tag in BLOCK: out.append("\n")
        stack.append((n, True))
        if n.text: out.append(n.text)
        stack.extend((c, False) for c in reversed(n))
def lines(path):
    raw = open(path, "rb").read()
    raw = re.sub(rb"<\?xml[^>]*\?>", b"", raw)
    m = re.search(rb"charset=[\"']?([\w-]+)", raw[:4096])
    tree = H.document_fromstring(raw, parser=H.HTMLParser(encoding=m.group(1).decode() if m else "utf-8", huge_tree=True))
    body = tree.find("body"); out = []
    visible(body if body is not None else tree, out)
    text = "".join(out)
    return tree, [" ".join(l.split()) for l in text.split("\n") if l.strip()]
WORD = re.compile(r"\w+")
plain = lambda t: t.translate(dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0xFEFF]))
words = lambda t: collections.Counter(WORD.findall(plain(t)))
ITEM = re.compile(r"^(item\s+\d+[A-Z]?\b|part\s+[IVX]+\b)", re.I)

key = lambda t: " ".join(ITEM.match(t).group(1).lower().split())
rows = []; T = V = 0
for path in sorted(f for e in ("html", "htm") for f in glob.glob(folder + "/**/*." + e, recursive=True)):
    if os.path.getsize(path) < least: continue
    run = subprocess.run([bins + "/ingest", path, "--max-tokens", "512"], capture_output=True)
    chunks = [json.loads(l) for l in run.stdout.decode().splitlines()]
    tree, shown = lines(path)
    tokens = sum(count(enc, c["text"]) for c in chunks); seen = count(enc, "\n".join(shown))
    text = "\n".join(c["text"] for c in chunks)
    want, got = words("\n".join(shown)), words(text)
    lost = want - got
    kept = 1 - sum(lost.values()) / max(sum(want.values()), 1)
    # Bold lines "Item 1A. Risk Factors": found by their bold text nodes, outside of links.
    heads = [" ".join(h["text"].split()) for h in map(json.loads, subprocess.run([bins + "/outline", path, "--json"], capture_output=True).stdout.decode().splitlines()) if h["text"]]
    headset = collections.Counter(key(h) for h in heads if ITEM.match(h))
    bold = collections.Counter()
    for n in tree.iter():
        if not isinstance(n.tag, str) or not n.text or not ITEM.match(n.text.strip()): continue
        chain = [n, *n.iterancestors()]
        if any(a.tag in ("a", ) for a in chain): continue
        if any(a.tag == "tr" and len(a.getparent()) > 2 for a in chain): continue
        if any(a.tag in ("b", "strong") or re.search(r"font-weight:\s*(bold|[6-9]00)", a.get("style") or "") for a in chain):
            block = next((a for a in chain if a.tag in ("div", "p", "td", "body", "h1", "h2", "h3")), None)
            if block is None or len(" ".join(block.text_content().split())) > 200: continue
            bold[key(n.text.strip())] += 1
    found = sum((bold & headset).values())
    # Chunks after the first Item: the nearest Item or PART above is in the path or in the text.
    at = None; inside = right = 0
    for c in chunks:
        path_heads = [h["text"] for h in c["headings"]]
        near = [l for l in re.findall(r"(?m)^#+ (.+)$", c["text"]) if ITEM.match(l)]
        if at:
            inside += 1; right += any(h == at for h in path_heads) or bool(near and c["text"].lstrip().startswith("#"))
        if near: at = near[-1]
    T += tokens; V += seen
    rows.append((tokens / max(seen, 1), kept, found, sum(bold.values()), right, inside, len(heads), path))
    if verbose: print(f"{rows[-1][0]:.2f} kept {kept:.4f} items {found}/{sum(bold.values())} paths {right}/{inside} headings {len(heads)} {os.path.basename(path)}", dict(lost.most_common(6)), dict((bold - headset)), flush=True)
print(f"{len(rows)} pages: tokens {T / max(V, 1):.3f} (most {max(r[0] for r in rows):.2f}), kept {sum(r[1] for r in rows) / len(rows):.4f} (least {min(r[1] for r in rows):.4f}), items {sum(r[2] for r in rows)}/{sum(r[3] for r in rows)}, paths {sum(r[4] for r in rows)}/{sum(r[5] for r in rows)}")
