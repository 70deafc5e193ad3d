#!/usr/bin/env python3
"""Checks the PDF files of this folder against their ground truth, and those in ../cases; needs poppler-utils and poppler-data.

Every heading must be in the text of its PDF; a tagged file must have the headings as H1 to H6 in its structure tree, in the
same order and nesting; an untagged one must have no structure tree.
"""
import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run(*command):
    return subprocess.run(command, capture_output=True).stdout.decode(errors="replace")


def squeeze(text):
    """The letters and digits alone: line breaks, hyphens and the forms of ligatures do not count."""
    text = unicodedata.normalize("NFKC", text.replace("\ufffd", "")).lower()
    return re.sub(r"[\W_]+", "", text)


def tagged_headings(path):
    """The headings of the structure tree: [level, text]."""
    found = []
    inside = None
    for line in run("pdfinfo", "-struct-text", str(path)).splitlines():
        indent = len(line) - len(line.lstrip())
        heading = re.match(r"\s*(H[1-6]|H|Title)\b", line)
        if heading:
            inside = indent
            found.append([int(heading[1][1]) if len(heading[1]) == 2 else 0, ""])
        elif inside is not None and indent <= inside:
            inside = None
        if inside is not None:
            found[-1][1] += "".join(re.findall(r'"(.*)"$', line)) if not heading or "(block)" not in line else ""
    return found


def parents(headings):
    """For each heading the position of its parent."""
    stack, result = [], []
    for at, (level, _) in enumerate(headings):
        while stack and stack[-1][0] >= level:
            stack.pop()
        result.append(stack[-1][1] if stack else None)
        stack.append((level, at))
    return result


def in_text(heading, lines, text):
    wanted = squeeze(heading)
    # Marks and ligatures of Arabic letters come in any order.
    return wanted in text or wanted[::-1] in text or any(sorted(set(wanted)) == sorted(set(squeeze(line))) for line in lines)


def faults(path, truth, is_tagged):
    """What is wrong with a file; the tags are not looked at if `is_tagged` is None."""
    info = run("pdfinfo", str(path))
    pages = re.search(r"Pages:\s+(\d+)", info)
    print(f"{path.parent.name + '/' + path.name:50} {path.stat().st_size / 1000:6.0f} kB {pages[1] if pages else '?':>3} pages {len(truth):3} headings")
    # In reading order a number may be apart from its heading; by lines, the columns are mixed.
    lines = [line for mode in ([], ["-raw"], ["-layout"]) for line in run("pdftotext", *mode, str(path), "-").split("\n")]
    text = squeeze("".join(lines))
    for _, heading in truth:
        if not in_text(heading, lines, text):
            yield f"{heading!r} is not in the text"
    if (path.parent / "text.txt").exists():
        for line in (path.parent / "text.txt").read_text(encoding="utf-8").splitlines():
            if squeeze(line) not in text:
                yield f"{line!r} is not in the text"
    has_tags = re.search(r"Tagged:\s+yes", info) is not None
    if is_tagged is not None and has_tags != is_tagged:
        yield f"tagged is {has_tags}"
    found = tagged_headings(path) if has_tags else []
    if not found or path.parent.name == "tags-on-some-headings":
        return
    # A title that is set as a block is a paragraph in the structure tree.
    wanted = truth if len(found) == len(truth) else truth[1:]
    if parents(found) != parents(wanted):
        yield f"tags differ:\n  {found}\n  {wanted}"
    for (_, tagged), (_, heading) in zip(found, wanted):
        # pdfinfo leaves parts out, such as those in Strong and Em, and gives Arabic in the order of the page.
        letters = iter(squeeze(heading))
        if tagged.isascii() and not all(letter in letters for letter in squeeze(tagged)):
            yield f"{tagged!r} is tagged, not {heading!r}"


def main():
    files = []
    for kind in ("tagged", "untagged"):
        truths = json.loads((HERE / f"gt-{kind}.json").read_text(encoding="utf-8"))
        files += [(HERE / name, truth, kind == "tagged") for name, truth in truths.items()]
    without = json.loads((HERE / "no-headings.json").read_text(encoding="utf-8"))
    files += [(HERE / name, [], None) for name in without]
    for path in sorted(HERE.parent.glob("cases/*/source.pdf")):
        lines = (path.parent / "outline.txt").read_text(encoding="utf-8").splitlines()
        truth = [[int(line.lstrip()[1]), line.lstrip()[3:]] for line in lines]
        files.append((path, truth, None))
    wrong = [f"{path.parent.name}/{path.name}: {fault}" for path, truth, is_tagged in files for fault in faults(path, truth, is_tagged)]
    named = {path for path, *_ in files}
    wrong += [f"{path.name} is named nowhere" for path in HERE.glob("*.pdf") if path not in named]
    print("\n".join(wrong) or f"no faults in {len(files)} files")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
