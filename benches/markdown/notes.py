#!/usr/bin/env python3
"""Measures how many links between the notes of a vault are resolved.

  benches/markdown/notes.py FOLDER INGEST [-v]

FOLDER has vaults of Obsidian, one a subfolder, such as the languages of obsidianmd/obsidian-help;
INGEST is the release binary of the example. Each vault is ingested alone. A link counts if it is
in double brackets outside of code and comments and its note exists: a Markdown file of the vault
whose path ends with the link, in any letter case. It is resolved if the reference at that place
has a target. The note must be right; a heading that the note lacks leads to its start, as in
Obsidian.
"""
import json
import pathlib
import re
import statistics
import subprocess
import sys
import unicodedata

CODE = re.compile(r"^( *)(```+|~~~+).*?^ *\2`*~*\s*$|(`+)(?!`).+?(?<!`)\3(?!`)|%%.*?%%|<!--.*?-->", re.S | re.M)
LINK = re.compile(r"(!?)\[\[([^\[\]\n]*)\]\]")


def norm(name):
    return unicodedata.normalize("NFC", name).lower()


def seen(href):
    """Returns a link without spaces of no width, which the reader may omit."""
    return href.replace("\u200b", "")


def links(vault):
    """Yields the file, the link and its notes, for each link whose note exists."""
    files = sorted(path for path in vault.rglob("*.md"))
    names = {path: norm(path.relative_to(vault).as_posix()[: -len(".md")]) for path in files}
    for path in files:
        text = CODE.sub(lambda m: " " * len(m[0]), path.read_text("utf-8"))
        for match in LINK.finditer(text):
            target = match[2].split("|")[0].rstrip("\\").split("#")[0].strip()
            wanted = norm(target.removesuffix(".md"))
            notes = {p for p, n in names.items() if n == wanted or n.endswith("/" + wanted)}
            if not target:
                notes = {path}
            if notes:
                yield path, match[2], {p.relative_to(vault).as_posix() for p in notes}


def main():
    folder, ingest, verbose = pathlib.Path(sys.argv[1]), sys.argv[2], "-v" in sys.argv
    shares = []
    for vault in sorted(path for path in folder.iterdir() if path.is_dir()):
        wanted = list(links(vault))
        if len(wanted) < 100:
            continue
        command = [ingest, str(vault), "--max-tokens", "4000"]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found = {}
        for chunk in map(json.loads, lines.splitlines()):
            for reference in chunk["references"]:
                key = (chunk["document"], seen(reference["href"]))
                found.setdefault(key, set()).add(reference["target"])
        resolved = 0
        for path, link, notes in wanted:
            name = path.relative_to(vault).as_posix()
            href = seen(link.split("|")[0].rstrip("\\")).strip()
            targets = {t for t in found.get((name, href), set()) if t}
            # A target in the same document has no name.
            documents = {t.split("#")[0] if "#" in t else name for t in targets}
            is_right = bool(documents & notes)
            resolved += is_right
            if verbose and not is_right:
                print(vault.name, name, link, found.get((name, href)), notes)
        shares.append((resolved / len(wanted), vault.name, len(wanted)))
    for share, name, count in sorted(shares):
        print(f"{name:8} {share:7.2%} of {count}")
    values = [share for share, _, _ in shares]
    print(f"median {statistics.median(values):.2%}, worst {min(values):.2%}, {len(values)} vaults")


if __name__ == "__main__":
    main()
