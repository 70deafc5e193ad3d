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


def parents(headings):
    """For each heading the position of the one that it stands under."""
    stack, result = [], []
    for at, (level, _) in enumerate(headings):
        while stack and stack[-1][0] >= level:
            stack.pop()
        result.append(stack[-1][1] if stack else None)
        stack.append((level, at))
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
            # In reading order a number may be apart from its heading; by lines, the columns are mixed.
            lines = [line for mode in ([], ["-raw"], ["-layout"]) for line in run("pdftotext", *mode, str(path), "-").split("\n")]
            text = squeeze("".join(lines))
            for _, heading in truth:
                wanted = squeeze(heading)
                in_order = wanted in text or wanted[::-1] in text
                # Marks and ligatures of Arabic letters come in any order.
                if not in_order and not any(sorted(set(wanted)) == sorted(set(squeeze(line))) for line in lines):
                    faults.append(f"{name}: {heading!r} is not in the text")
            if is_tagged:
                found = tagged_headings(path)
                # A title that is set as a block is a paragraph in the structure tree.
                wanted = truth if len(found) == len(truth) else truth[1:]
                if parents(found) != parents(wanted):
                    faults.append(f"{name}: tags differ:\n  {found}\n  {wanted}")
                for (_, tagged), (_, heading) in zip(found, wanted):
                    # pdfinfo gives only the beginning of a heading in several fonts, and Arabic as it stands on the page.
                    if tagged.isascii() and not squeeze(heading).startswith(squeeze(tagged)):
                        faults.append(f"{name}: {tagged!r} is tagged, not {heading!r}")
            pages = re.search(r"Pages:\s+(\d+)", info)
            print(f"{name:45} {path.stat().st_size / 1000:6.0f} kB {pages[1] if pages else '?':>3} pages {len(truth):3} headings")
    print("\n".join(faults) or "no faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
