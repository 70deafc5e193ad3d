#!/usr/bin/env python3
"""Measures sectile beside its peers and writes the tables of speeds in BENCHMARKS.md.

usage: benches/speeds.py [--markdown FOLDER...] [--wheel FOLDER...] [--growth FOLDER...]
                         [--html FOLDER...] [--pdf FOLDER...] [--startup] [--rounds N]

Each option writes its table; the others stay. All is measured cold: one process for each
engine and round, no file twice in it, CPU time, the engines in turns, medians of 5 rounds.
--growth needs 64 MB of Markdown. --wheel needs the wheel that `bindings/python/run wheel` makes. Slow engines get an even sample of the files (the column of
MB shows how much). The Rust engines are built, and the Python ones installed into
target/peers, as `benches/peers/requirements.txt` names them; pdftotext and pdfinfo are
Debian's poppler-utils. An engine that fails is left out and named.
"""

import argparse
import datetime
import importlib.metadata
import json
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import tomllib

import measured

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = ROOT / "target" / "release" / "sectile-peers"
INGEST = ROOT / "target" / "release" / "examples" / "ingest"
VENV = ROOT / "target" / "peers"

# The most megabytes for an engine that is far slower than the others.
SLOW_MB = "2"

# Each row: its label, the engine, its package, and arguments.
MARKDOWN = [
    ("plain count", "count", None, []),
    ("plain count by tiktoken-rs", "count-tiktoken-rs", "tiktoken-rs", ["--most", "4"]),
    ("plain count of `Words`", "count-words", None, []),
    ("parse to section tree", "read", None, []),
    ("**sectile, the whole pipeline**", "whole", None, []),
    ("chunkedrs, `markdown()`", "chunkedrs", "chunkedrs", []),
    ("text-splitter, `MarkdownSplitter`", "text-splitter", "text-splitter", ["--most", SLOW_MB]),
    ("chonkie, `RecursiveChunker`", "chonkie", "chonkie", ["--most", SLOW_MB]),
    ("langchain, `MarkdownTextSplitter`", "langchain", "langchain-text-splitters", ["--most", SLOW_MB]),
    ("semchunk", "semchunk", "semchunk", ["--most", SLOW_MB]),
    ("llama-index, `SentenceSplitter`", "llama-index", "llama-index-core", ["--most", SLOW_MB]),
]
# The Python package beside the crate and the splitters of Python.
WHEEL = [
    ("the crate, the whole pipeline", "whole", None, []),
    ("**sectile, `chunk_batch`**", "sectile-wheel", "sectile", []),
    ("langchain, `MarkdownTextSplitter`", "langchain", "langchain-text-splitters", ["--most", SLOW_MB]),
    ("langchain, `RecursiveCharacterTextSplitter`", "langchain-recursive", "langchain-text-splitters", ["--most", SLOW_MB]),
    ("semantic-text-splitter, `MarkdownSplitter`", "semantic-text-splitter", "semantic-text-splitter", ["--most", SLOW_MB]),
]
GROWTH = [
    ("documents of 1 MB", "growth-1", None, []),
    ("documents of 32 MB", "growth-32", None, []),
    ("documents of 64 MB", "growth-64", None, []),
]
HTML = [
    ("scraper's parse", "html-scraper", "scraper", []),
    ("**sectile, read to section tree**", "html-read", None, []),
]
PDF = [
    ("**sectile, tree and chunks**", "pdf", None, []),
    ("pdftotext, text alone", "pdftotext", "pdftotext", []),
    ("PyMuPDF, text alone", "pymupdf", "PyMuPDF", []),
    ("pypdfium2, text alone", "pypdfium2", "pypdfium2", []),
    ("pdf_oxide, text alone", "pdf-oxide", "pdf_oxide", []),
    ("kreuzberg", "kreuzberg", "kreuzberg", []),
]
RUST = {"chunkedrs", "text-splitter", "tiktoken-rs", "scraper", None}


def run(command):
    """Returns the output of a command, its CPU seconds and its peak memory in MB."""
    with tempfile.TemporaryFile() as out:
        seconds, peak = measured.run(command, out)
        out.seek(0)
        return out.read().decode("utf-8", "replace"), seconds, peak / 1e6


def files(folders, suffix):
    found = [path for folder in folders for path in sorted(pathlib.Path(folder).rglob("*" + suffix))]
    return [path for path in found if path.is_file()]


def pdftotext(folders):
    """pdftotext takes one file at a time, so its processes start for each."""
    seconds, size, number = 0.0, 0, 0
    for path in files(folders, ".pdf"):
        try:
            seconds += run(["pdftotext", str(path), "-"])[1]
        except OSError:
            continue  # broken or encrypted
        size += path.stat().st_size
        number += 1
    return {"seconds": seconds, "bytes": size, "files": number}


def once(row, folders):
    """Runs one engine once."""
    _, engine, package, arguments = row
    if engine == "pdftotext":
        return pdftotext(folders)
    program = [str(PEERS)] if package in RUST else [str(VENV / "bin/python"), str(HERE / "peers/engines.py")]
    text, _, _ = run([*program, engine, *map(str, folders), *arguments])
    return json.loads(text.splitlines()[-1])


def measure(rows, folders, rounds):
    """Returns the result of each engine with the median of its seconds."""
    results = {row[1]: [] for row in rows}
    failed = {}
    for _ in range(rounds):
        for row in rows:
            if row[1] in failed:
                continue
            try:
                results[row[1]].append(once(row, folders))
            except (OSError, ValueError) as error:
                failed[row[1]] = error
    for engine, error in failed.items():
        print(f"{engine} is left out: {error}", file=sys.stderr)
    median = lambda all: all[0] | {"seconds": statistics.median(one["seconds"] for one in all)}  # noqa: E731
    return {engine: median(all) for engine, all in results.items() if all and engine not in failed}


def version(package):
    """Returns the name and the version of a package."""
    if package == "pdftotext":
        shown = subprocess.run(["pdftotext", "-v"], capture_output=True, text=True).stderr
        return "pdftotext " + re.search(r"version (\S+)", shown)[1]
    if package in RUST:
        lock = tomllib.loads((ROOT / "Cargo.lock").read_text())["package"]
        return package + " " + max(one["version"] for one in lock if one["name"] == package)
    name = package.replace("-", "_").lower()
    for folder in VENV.glob("lib/python*/site-packages"):
        for found in importlib.metadata.distributions(path=[str(folder)]):
            if found.metadata["Name"].replace("-", "_").lower() == name:
                return f"{package} {found.version}"
    return package


def facts(rows, folders, suffix, rounds):
    """Returns the sentence about machine, date, corpus and versions."""
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    found = files(folders, suffix)
    size = sum(path.stat().st_size for path in found) / 1e6
    names = ", ".join(pathlib.Path(folder).name for folder in folders)
    versions = ", ".join(version(row[2]) for row in rows if row[2])
    text = f"{len(found):,} files of {names} ({size:.1f} MB); {datetime.date.today()}, one core of "
    text += f"{cpu[1].strip() if cpu else 'an unknown processor'}, medians of {rounds}"
    return text + (f"; {versions}." if versions else ".")


def speeds(rows, results, base, sizes=True):
    """Returns the table of MB per CPU second, relative to the engine `base`."""
    cost = {engine: one["seconds"] / one["bytes"] for engine, one in results.items()}
    lines = [f"| | MB per CPU second | times {base[0]} | MB |", "|---|---|---|---|"]
    for label, engine, _, _ in rows:
        if engine in cost:
            size = results[engine]["bytes"] / 1e6
            relative = cost[engine] / cost[base[1]]
            lines.append(f"| {label} | {1e-6 / cost[engine]:.1f} | {relative:.2f} | {size:.1f} |")
        if engine == "read" and "whole" in cost:
            rest = cost["whole"] - cost["read"]
            label = "token index, packing, chunks (the whole without the parse)"
            size = results["whole"]["bytes"] / 1e6
            lines.append(f"| {label} | {1e-6 / rest:.1f} | {rest / cost[base[1]]:.2f} | {size:.1f} |")
    return lines


def pages(results, folders):
    """Returns the table of pages per CPU second."""
    total = 0
    for path in files(folders, ".pdf"):
        shown = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, errors="replace").stdout
        found = re.search(r"^Pages:\s+(\d+)", shown, re.M)
        total += int(found[1]) if found else 0
    lines = [f"| {total} pages | pages per CPU second | CPU seconds |", "|---|---|---|"]
    for label, engine, _, _ in PDF:
        if engine in results:
            seconds = results[engine]["seconds"]
            lines.append(f"| {label} | {total / seconds:.0f} | {seconds:.2f} |")
    return lines


def startup(rounds):
    """Returns the table of the cost of a file of one line."""
    lines = ["| `ingest` of one line | CPU milliseconds | peak memory, MB |", "|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "tea.md"
        file.write_text("# Tea\n\nBoil water.\n")
        names = ["words", "cl100k_base", "o200k_base"]
        found = {name: [] for name in names}
        for _ in range(4 * rounds):
            for name in names:
                found[name].append(run([str(INGEST), str(file), "--tokenizer", name])[1:])
    for name in names:
        seconds = statistics.median(one[0] for one in found[name])
        memory = statistics.median(one[1] for one in found[name])
        lines.append(f"| `--tokenizer {name}` | {1000 * seconds:.1f} | {memory:.1f} |")
    return lines


def write(name, lines):
    """Writes a table between its marks in BENCHMARKS.md."""
    path = ROOT / "BENCHMARKS.md"
    text = path.read_text()
    begin, end = f"<!-- speeds: {name} -->\n", "<!-- end of speeds -->"
    head, rest = text.split(begin, 1)
    path.write_text(head + begin + "\n".join(lines) + "\n" + end + rest.split(end, 1)[1])
    print("\n".join(lines), "\n")


def build(options):
    """Builds the Rust engines, and installs the Python ones if a table needs them."""
    cargo = ["cargo", "build", "--release"]
    subprocess.run([*cargo, "-p", "sectile-peers"], cwd=ROOT, check=True)
    if options.startup:
        subprocess.run([*cargo, "--example", "ingest"], cwd=ROOT, check=True)
    if (options.markdown or options.wheel or options.pdf) and not (VENV / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        pip = [str(VENV / "bin/pip"), "install", "--quiet", "-r", str(HERE / "peers/requirements.txt")]
        subprocess.run(pip, check=True)
    if options.wheel:
        wheels = [str(path) for path in (ROOT / "target" / "wheel").glob("sectile-*.whl")]
        pip = [str(VENV / "bin/pip"), "install", "--quiet", "--force-reinstall", "--no-deps", *wheels]
        subprocess.run(pip, check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ["markdown", "wheel", "growth", "html", "pdf"]:
        parser.add_argument("--" + name, nargs="+", metavar="FOLDER", default=[])
    parser.add_argument("--startup", action="store_true")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    build(options)
    rounds = options.rounds
    tables = [
        ("markdown", MARKDOWN, ".md", ("a plain count", "count")),
        ("wheel", WHEEL, ".md", ("the crate", "whole")),
        ("growth", GROWTH, ".md", ("1 MB", "growth-1")),
        ("html", HTML, ".html", ("scraper's parse", "html-scraper")),
        ("pdf", PDF, ".pdf", None),
    ]
    for name, rows, suffix, base in tables:
        folders = getattr(options, name)
        if not folders:
            continue
        results = measure(rows, folders, rounds)
        table = speeds(rows, results, base) if base else pages(results, folders)
        write(name, [facts(rows, folders, suffix, rounds), "", *table])
    if options.startup:
        write("startup", startup(rounds))


if __name__ == "__main__":
    main()
