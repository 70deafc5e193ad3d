"""Writes the documents that all engines cut: the test data, and texts made of random words.

    documents.py FOLDER [--count 500] [--megabytes 100]

The same numbers give the same bytes. Besides whole documents in Markdown, HTML and PDF,
which link to each other, there are two broken ones, one above the limit of
`MAX_BYTES` and one with a word that `tokenizers.Fussy` does not count.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

TESTDATA = Path(__file__).parents[4] / "testdata"

# The limit of the readers in the tests, in bytes: above all documents but one.
MAX_BYTES = 1_000_000

# A word that is in one document only.
SPOILT = "curdled"

ERRORS = {"broken/no-header.pdf": "malformed", "broken/program": "unknown_format", "large/tide tables.md": "too_large"}

WORDS = """
    anchor basin beacon bearing bell boat bridge buoy cable canal cargo chart coast compass
    crane crew current deck depth dock draught ebb engine estuary ferry flood fog gauge
    harbour height hull island keel knot lamp ledger lock log mast mile mooring night oar
    pilot port pump quay radio rain reef rope rudder sail salt shore signal sluice squall
    stern storm swell tide timber tow tug vessel watch water wave weather wharf wind yard
    the a of and to in is was that for with at by from before after under above each every
    closes opens rises falls carries measures keeps leaves reaches records turns waits
    Hafenmeister Gezeiten écluse marée
""".split()


class Writer:
    """Makes texts of one format."""

    def __init__(self, seed: int, names: list[str]) -> None:
        self.random = random.Random(seed)
        self.names = names

    def words(self, low: int, high: int) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(low, high)))

    def title(self) -> str:
        return self.words(2, 5).capitalize()

    def sentences(self) -> str:
        return " ".join(self.words(6, 18).capitalize() + "." for _ in range(self.random.randint(2, 6)))

    def rows(self) -> list[list[str]]:
        return [[self.words(1, 2), str(self.random.randint(1, 9999)), self.words(1, 4)] for _ in range(self.random.randint(2, 12))]

    def markdown(self, size: int) -> str:
        parts = [f"# {self.title()}"]
        length = 0
        while length < size:
            kind = self.random.choice(["heading", "text", "text", "text", "list", "table", "code", "link"])
            part = self.markdown_part(kind)
            parts.append(part)
            length += len(part)
        return "\n\n".join(parts) + "\n"

    def markdown_part(self, kind: str) -> str:
        if kind == "heading":
            return "#" * self.random.randint(2, 4) + " " + self.title()
        if kind == "list":
            return "\n".join(f"- {self.words(3, 20)}" for _ in range(self.random.randint(2, 9)))
        if kind == "table":
            body = "\n".join("| " + " | ".join(row) + " |" for row in self.rows())
            return f"| Place | Depth | Remark |\n|---|---|---|\n{body}"
        if kind == "code":
            return "```python\n" + "\n".join(f"{name} = {self.random.random()}" for name in self.words(2, 9).split()) + "\n```"
        if kind == "link":
            name = self.random.choice(self.names).replace(" ", "%20")
            return f"{self.sentences()} See [{self.words(1, 3)}](/{name})."
        return self.sentences()

    def html(self, size: int) -> str:
        parts = [f"<h1>{self.title()}</h1>"]
        length = 0
        while length < size:
            part = self.html_part(self.random.choice(["heading", "text", "text", "list", "table", "link"]))
            parts.append(part)
            length += len(part)
        return "<!doctype html><title>Harbour</title><nav><a href='/'>Home</a></nav><main>\n" + "\n".join(parts) + "\n</main>\n"

    def html_part(self, kind: str) -> str:
        if kind == "heading":
            level = self.random.randint(2, 4)
            return f"<h{level}>{self.title()}</h{level}>"
        if kind == "list":
            return "<ul>" + "".join(f"<li>{self.words(3, 20)}</li>" for _ in range(self.random.randint(2, 9))) + "</ul>"
        if kind == "table":
            head = "<tr><th>Place</th><th>Depth</th><th>Remark</th></tr>"
            return f"<table>{head}" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in self.rows()) + "</table>"
        if kind == "link":
            name = self.random.choice(self.names).replace(" ", "%20")
            return f"<p>{self.sentences()} See <a href='/{name}'>{self.words(1, 3)}</a>.</p>"
        return f"<p>{self.sentences()}</p>"

    def pdf(self, size: int) -> bytes:
        """A file of pages with a heading and lines, each page as an object of its own."""
        pages: list[bytes] = []
        while sum(map(len, pages)) < size:
            lines = [f"BT /F1 16 Tf 72 780 Td ({len(pages) + 1} {self.title()}) Tj ET"]
            lines += [f"BT /F1 10 Tf 72 {750 - 13 * at} Td ({self.words(11, 13)}) Tj ET" for at in range(50)]
            pages.append("\n".join(lines).encode("cp1252"))
        kids = " ".join(f"{2 * at + 4} 0 R" for at in range(len(pages)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        for at, page in enumerate(pages):
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
                b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (2 * at + 5)
            )
            objects.append(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(page), page))
        return pdf_file(objects)


def pdf_file(objects: list[bytes]) -> bytes:
    file = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    file += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(file)


def broken() -> dict[str, bytes]:
    return {
        "broken/no-header.pdf": b"no PDF",
        "broken/program": b"\x7fELF\x02\x01\x01\0\0\0",
        "large/tide tables.md": b"tide " * (MAX_BYTES // 5 + 1),
        "spoilt/milk.md": f"# Milk\n\nThe milk is {SPOILT}.\n".encode(),
        "empty.md": b"",
    }


def own(count: int) -> dict[str, bytes]:
    """Documents of the test data, evenly chosen."""
    suffixes = {".md", ".mdx", ".html", ".pdf", ".txt"}
    folders = [TESTDATA / "cases", TESTDATA / "docs", TESTDATA / "pdf", TESTDATA / "retrieval"]
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in suffixes]
    # The other files of a case are what it expects.
    paths = [path for path in paths if path.suffix != ".txt" or path.name == "source.txt"]
    paths = paths[:: max(1, len(paths) // count)][:count]
    return {f"own/{path.relative_to(TESTDATA).as_posix()}": path.read_bytes() for path in paths}


def documents(count: int, megabytes: float) -> dict[str, bytes]:
    """Half of the documents are those of the test data; the others make up the size."""
    found = {**broken(), **own(count // 2)}
    made = count - len(found)
    # Of ten, five are in Markdown, four in HTML, one in PDF; some have names that are no ASCII.
    forms = [[".md", ".html"][at % 2] if at % 10 else ".pdf" for at in range(made)]
    folders = ["guide", "log book", "häfen"]
    names = [f"{folders[at % 3]}/part-{at:03}{form}" for at, form in enumerate(forms)]
    rest = megabytes * 1e6 - sum(map(len, found.values()))
    size = max(1000, int(rest / made))
    for seed, name in enumerate(names):
        writer = Writer(seed, names)
        if name.endswith(".pdf"):
            found[name] = writer.pdf(size)
        else:
            text = writer.markdown(size) if name.endswith(".md") else writer.html(size)
            found[name] = text.encode()
    return found


def write(folder: Path, count: int, megabytes: float) -> dict[str, bytes]:
    found = documents(count, megabytes)
    assert len(found) == count
    for name, content in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--megabytes", type=float, default=100)
    options = parser.parse_args()
    found = write(options.folder, options.count, options.megabytes)
    print(f"{len(found)} documents, {sum(map(len, found.values())) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
