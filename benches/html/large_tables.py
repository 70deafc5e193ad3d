#!/usr/bin/env python3
"""Compares the cost of large tables with that of ordinary pages.

  large_tables.py BIN_DIR PAGES... [--megabytes N] [--rounds N]

Each folder of PAGES gives a document of its pages, joined up to N megabytes (default 8); the
tables are of the same size. Prints CPU time and peak memory for each byte of source, above
those of an empty page, of reading alone (`outline`) and of chunks at 512 tokens (`ingest`),
and how many times those of each folder they are. Peak memory is the resident set; the least
of the rounds (default 3), which are in turns, counts.
"""
import argparse, glob, os, pathlib, random, re, sys, tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import measured  # noqa: E402

arguments = argparse.ArgumentParser()
arguments.add_argument("bins")
arguments.add_argument("pages", nargs="+")
arguments.add_argument("--megabytes", type=int, default=8)
arguments.add_argument("--rounds", type=int, default=3)
given = arguments.parse_args()
SIZE = given.megabytes * 1_000_000

def joined(folder):
    files = sorted(glob.glob(folder + "/**/*.html", recursive=True))
    bodies = []
    for file in (file for file in files if not file.endswith("expected.html")):
        text = open(file, encoding="utf-8", errors="replace").read()
        start, end = re.search(r"<body[^>]*>", text), text.rfind("</body")
        bodies.append(text[start.end() if start else 0:end if end > 0 else len(text)])
    parts, size = [], 0
    while size < SIZE:
        parts.append(f"<h1>Part {len(parts)}</h1>\n" + bodies[len(parts) % len(bodies)])
        size += len(parts[-1].encode())
    return "".join(parts)

def table(head, row):
    number, parts, size = random.Random(7).randrange, [head], 0
    while size < SIZE:
        parts.append(row(number, len(parts) - 1))
        size += len(parts[-1])
    return "<h1>Data</h1>" + "".join(parts) + "</table>"

cells = lambda number, count: "".join(f"<td>{number(10000)}</td>" for _ in range(count))
WORDS = "tea milk water sugar cup green black white leaf pot".split()
TABLES = {
    "four numbers a row": table("<table><tr><th>a<th>b<th>c<th>d</tr>\n", lambda n, i: f"<tr>{cells(n, 4)}</tr>\n"),
    "one number a row": table("<table><thead><tr><th>a</tr></thead>\n", lambda n, i: f"<tr>{cells(n, 1)}</tr>\n"),
    "no end tags": table("<table><tr><th>a<th>b\n", lambda n, i: f"<tr><td>{n(10000)}<td>{n(10000)}\n"),
    "indented lines": table("<table><tr><th>a<th>b<th>c</tr>\n", lambda n, i: "  <tr>\n" + "".join(f"    <td>{n(10000)}</td>\n" for _ in range(3)) + "  </tr>\n"),
    "spanning cells": table("<table><tr><th>a<th>b<th>c<th>d</tr>\n", lambda n, i: "<tr>" + (f"<td rowspan=4>Group {i // 4}</td>" if i % 4 == 0 else "") + f"<td colspan=2>{n(10000)}</td>{cells(n, 1)}</tr>\n"),
    "a body for each row": table("<table><thead><tr><th>a<th>b<th>c</tr></thead>\n", lambda n, i: f"<tbody><tr>{cells(n, 3)}</tr></tbody>\n"),
    "classes": table("<table><tr><th>a<th>b<th>c</tr>\n", lambda n, i: f'<tr class="{("odd", "even")[i % 2]}">' + cells(n, 3).replace("<td", '<td class="n"') + "</tr>\n"),
    "words": table("<table><tr><th>a<th>b</tr>\n", lambda n, i: "<tr>" + "".join("<td>" + " ".join(WORDS[n(10)] for _ in range(5)) + "</td>" for _ in range(2)) + "</tr>\n"),
    "entities": table("<table><tr><th>a<th>b<th>c</tr>\n", lambda n, i: "<tr>" + "".join(f"<td>a&amp;{n(10000)}</td>" for _ in range(3)) + "</tr>\n"),
    "links": table("<table><tr><th>a<th>b<th>c</tr>\n", lambda n, i: f'<tr><td>{i}</td><td><a href="/p/{i}">Page {i}</a></td>{cells(n, 1)}</tr>\n'),
    "attributes": table("<table><tr><th>a<th>b</tr>\n", lambda n, i: f'<tr id="r{i}">' + "".join(f'<td data-value="{n(10000)}">{n(100)}</td>' for _ in range(2)) + "</tr>\n"),
    "formatting": table("<table><tr><th>a<th>b</tr>\n", lambda n, i: f"<tr><td><b>{n(10000)}</b><br><code>{WORDS[n(10)]}</code></td><td><span class=n>{n(100)}</span></td></tr>\n"),
    "line breaks of Windows": table("<table><tr><th>a<th>b</tr>\r\n", lambda n, i: f"<tr>\r\n<td>{n(10000)}</td>\r\n<td>{n(10000)}</td>\r\n</tr>\r\n"),
}

STAGES = {"read": [given.bins + "/outline"], "all": [given.bins + "/ingest", "--max-tokens", "512"]}
with tempfile.TemporaryDirectory() as folder:
    bodies = {"": "<p>x</p>", **{path: joined(path) for path in given.pages}, **TABLES}
    files = {}
    for name, body in bodies.items():
        files[name] = f"{folder}/{len(files)}.html"
        open(files[name], "w", encoding="utf-8", newline="").write(f"<html><body>{body}</body></html>")
    # Another process may slow a few seconds: the rounds are in turns.
    runs = {(name, stage): [] for name in bodies for stage in STAGES}
    for _ in range(given.rounds):
        for (name, stage), found in runs.items():
            command = STAGES[stage]
            found.append(measured.run([command[0], files[name], *command[1:]]))
    least = {key: [min(values) for values in zip(*found)] for key, found in runs.items()}
    def each_byte(name):
        size = os.path.getsize(files[name])
        return {stage: [(value - zero) / size for value, zero in zip(least[name, stage], least["", stage])] for stage in STAGES}
    pages = {path: each_byte(path) for path in given.pages}
    print("| | " + " | ".join(f"{stage}: ns, bytes for each byte" for stage in STAGES) + " | times the pages: " + ", then ".join(given.pages) + " |\n|---|---|---|---|")
    for name, found in [*pages.items(), *((name, each_byte(name)) for name in TABLES)]:
        own = [f"{time * 1e9:.0f}, {memory:.1f}" for time, memory in found.values()]
        times = ["; ".join(f"{found[stage][0] / page[stage][0]:.2f}, {found[stage][1] / page[stage][1]:.2f}" for stage in STAGES) for page in pages.values()]
        print(f"| {name} | {own[0]} | {own[1]} | " + " / ".join(times) + " |")
