#!/usr/bin/env python3
"""Scores references in texts against `labels.tsv`.

  benches/references/score.py MIRRORS EXAMPLES [-v]

MIRRORS holds the repositories of the labels as `OWNER+NAME` or `OWNER+NAME/repo`, EXAMPLES the
release binaries `ingest` and `outline`. A label with a target counts as found if a reference at its number leads to it: to the heading or the block
that begins there or contains it. Precision is over all references at labelled places.
"""
import collections
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import mirrors  # noqa: E402


def main():
    folder, examples, verbose = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), "-v" in sys.argv
    labels = [line.split("\t") for line in (HERE / "labels.tsv").read_text("utf-8").splitlines()]
    labels = [label for label in labels if not label[0].startswith("#")]
    with tempfile.TemporaryDirectory() as work:
        files = {}
        for _, repository, commit, path, digest, *_ in labels:
            key = (repository, path)
            if key not in files:
                data = mirrors.content(folder, repository, commit, path)
                assert hashlib.sha256(data).hexdigest() == digest, path
                files[key] = pathlib.Path(work) / f"{len(files)}-{pathlib.Path(path).name}"
                files[key].write_bytes(data)
        found = references(files.values(), examples)
        score(labels, files, found, verbose)


def references(files, examples):
    """The references of each file, with their places and the places of their targets."""
    found = collections.defaultdict(list)
    for file in map(str, files):
        sections = {section["section"]: section["span"]["start"] for section in run(examples / "outline", file, "--json")}
        for chunk in run(examples / "ingest", file, "--max-tokens", "4000"):
            for reference in chunk["references"]:
                kind = reference.get("kind", "link")
                if kind in ("link", "include", "term") or reference["target"] is None:
                    continue
                start = place(chunk, reference["span"]["start"])
                end = place(chunk, reference["span"]["end"])
                block = reference.get("target_span")
                target = block["start"] if block else sections.get(reference["target"], 0)
                found[file].append({"start": start, "end": end, "target": target})
    return found


def run(*command):
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in lines.splitlines()]


def place(chunk, offset):
    """The byte in the file of an offset in a chunk's text, which is without omitted parts."""
    at = chunk["span"]["start"] + offset
    for omitted in chunk.get("omitted", []):
        if omitted["start"] <= at:
            at += omitted["end"] - omitted["start"]
    return at


def score(labels, files, found, verbose):
    counts = collections.defaultdict(collections.Counter)
    for area, repository, _, path, _, start, end, words, target in labels:
        file = files[repository, path]
        data = file.read_bytes()
        here = [r for r in found[str(file)] if r["start"] < int(end) and int(start) < r["end"]]
        is_right = bool(here) and target != "-" and leads(data, here[0]["target"], int(target))
        outcome = "right" if is_right else "wrong" if here else "missed" if target != "-" else "nothing"
        for name in (area, "all"):
            counts[name][outcome] += 1
            counts[name]["targets"] += target != "-"
        if verbose and outcome in ("wrong", "missed"):
            after = " ".join(data[int(end):int(end) + 60].decode("utf-8", "replace").split())
            got = here[0]["target"] if here else None
            print(f"{outcome:7} {path[-28:]} {start} {words} | {after} -> {target} not {got}")
    for name, count in counts.items():
        precision = count["right"] / max(1, count["right"] + count["wrong"])
        recall = count["right"] / max(1, count["targets"])
        print(f"{name:9} precision {precision:.3f} recall {recall:.3f} {dict(count)}")


def leads(data, found, target):
    """A heading or caption may have a marker before its first word."""
    low, high = min(found, target), max(found, target)
    return found <= target and b"\n\n" not in data[low:high] or not data[low:high].strip(b" \t#>*|")


if __name__ == "__main__":
    main()
