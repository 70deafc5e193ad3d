#!/usr/bin/env python3
"""Checks the PDF files of this folder against gt-tagged.json and gt-untagged.json; needs poppler-utils.

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


def nesting(headings):
    stack, result = [], []
    for level, text in headings:
        while stack and stack[-1][0] >= level:
            stack.pop()
        result.append((stack[-1][1] if stack else "", squeeze(text)))
        stack.append((level, squeeze(text)))
    return result


def main():
    faults = []
    for kind in ("tagged", "untagged"):
        for name, truth in json.loads((HERE / f"gt-{kind}.json").read_text()).items():
            path = HERE / name
            info = run("pdfinfo", str(path))
            is_tagged = re.search(r"Tagged:\s+yes", info) is not None
            if is_tagged != (kind == "tagged"):
                faults.append(f"{name}: tagged is {is_tagged}")
            text = squeeze(run("pdftotext", str(path), "-"))
            for _, heading in truth:
                # Right-to-left text comes in either order, and a long heading may be broken by a page head.
                wanted = squeeze(heading)
                if wanted not in text and wanted[::-1] not in text:
                    faults.append(f"{name}: {heading!r} is not in the text")
            if is_tagged:
                found = nesting(tagged_headings(path))
                wanted = nesting(truth)
                if found != wanted:
                    missing = [heading for _, heading in wanted if heading not in [text for _, text in found]]
                    more = [text for _, text in found if text not in [heading for _, heading in wanted]]
                    faults.append(f"{name}: tags differ: {len(found)} for {len(wanted)}; not tagged {missing[:8]}; only tagged {more[:8]}")
            pages = re.search(r"Pages:\s+(\d+)", info)
            print(f"{name:45} {path.stat().st_size / 1000:6.0f} kB {pages[1] if pages else '?':>3} pages {len(truth):3} headings")
    print("\n".join(faults) or "no faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
