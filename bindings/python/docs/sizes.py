#!/usr/bin/env python3
"""Draws the sizes of chunks, cut along the structure and in windows, as `sizes.svg`.

    sizes.py [--check]

The documents are those of `testdata/docs` and `testdata/retrieval/docs`. With `--check` it
exits with 1 if the picture that is there is another one.
"""

from __future__ import annotations

import sys
from pathlib import Path

import sectile

HERE = Path(__file__).parent
TESTDATA = HERE.parents[2] / "testdata"
MAX_TOKENS = 512

# Tokens of a bar.
STEP = 32

# Lengths in SVG units, one of which is a CSS pixel at the natural size.
WIDTH, HEIGHT, PANEL, LEFT, BAR = 720, 330, 110, 40, 40

STYLE = """<style>
text { font: 12px system-ui, sans-serif; fill: #59636e }
.title { font-weight: 600; fill: #1f2328 }
.whole { fill: #0969da } .cut { fill: #cf222e } .axis { stroke: #d1d9e0 }
@media (prefers-color-scheme: dark) {
.title { fill: #f0f6fc } .whole { fill: #4493f8 } .cut { fill: #ff7b72 } .axis { stroke: #3d444d }
}
</style>"""


def documents() -> list[sectile.Document]:
    folders = [TESTDATA / "docs", TESTDATA / "retrieval/docs"]
    paths = [path for folder in folders for path in sorted(folder.rglob("*.*")) if path.is_file()]
    return [sectile.read(path) for path in paths]


def begins_inside(document: sectile.Document, chunk: sectile.Chunk) -> bool:
    """A chunk begins inside a line, as windows do in the middle of sentences and rows."""
    before = document.text.encode()[: chunk.span[0]].rstrip(b" ")
    return bool(before) and not before.endswith(b"\n")


def bars(chunks: list[tuple[sectile.Document, sectile.Chunk]]) -> list[tuple[int, int]]:
    """For each step of tokens: the chunks that begin with a line, and the others."""
    found = [[0, 0] for _ in range(MAX_TOKENS // STEP)]
    for document, chunk in chunks:
        at = min((chunk.tokens - 1) // STEP, len(found) - 1)
        found[at][begins_inside(document, chunk)] += 1
    return [(whole, cut) for whole, cut in found]


def panel(top: int, title: str, found: list[tuple[int, int]], most: int) -> list[str]:
    total, cut = sum(map(sum, found)), sum(inside for _, inside in found)
    base = top + 20 + PANEL
    note = f"{total} chunks, {cut} of them begin inside a line"
    lines = [
        f'<text class="title" x="{LEFT}" y="{top + 10}">{title}</text>',
        f'<text x="{WIDTH - LEFT}" y="{top + 10}" text-anchor="end">{note}</text>',
        f'<path class="axis" d="M{LEFT} {base}H{LEFT + BAR * len(found)}"/>',
    ]
    for at, (whole, inside) in enumerate(found):
        x, y = LEFT + BAR * at + 2, base
        for style, number in (("whole", whole), ("cut", inside)):
            height = round(PANEL * number / most)
            y -= height
            if height:
                lines.append(f'<rect class="{style}" x="{x}" y="{y}" width="{BAR - 4}" height="{height}"/>')
    return lines


def picture() -> str:
    read = documents()
    chunkers: list[tuple[str, sectile.StructuralChunker | sectile.FixedSizeChunker]] = [
        ("Along the structure", sectile.StructuralChunker(max_tokens=MAX_TOKENS)),
        ("Fixed windows", sectile.FixedSizeChunker(max_tokens=MAX_TOKENS, overlap=0)),
    ]
    found = [(title, bars([(one, chunk) for one in read for chunk in chunker.chunk(one)])) for title, chunker in chunkers]
    most = max(sum(pair) for _, pairs in found for pair in pairs)
    title = f"Tokens of chunks of at most {MAX_TOKENS} tokens"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img">',
        f"<title>{title}</title>",
        STYLE,
    ]
    for at, (name, pairs) in enumerate(found):
        lines += panel(10 + at * (PANEL + 40), name, pairs, most)
    base = 10 + 2 * (PANEL + 40)
    for tokens in range(0, MAX_TOKENS + 1, 4 * STEP):
        lines.append(f'<text x="{LEFT + BAR * tokens // STEP}" y="{base}" text-anchor="middle">{tokens}</text>')
    lines.append(f'<text x="{WIDTH // 2}" y="{base + 16}" text-anchor="middle">{title}; red begins inside a line</text>')
    return "\n".join([*lines, "</svg>", ""])


def main() -> None:
    target = HERE / "sizes.svg"
    drawn = picture()
    if "--check" in sys.argv:
        if target.read_text(encoding="utf-8") != drawn:
            sys.exit("bindings/python/docs/sizes.svg has changed: run sizes.py, review and commit it")
    else:
        target.write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
