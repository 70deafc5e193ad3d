#!/usr/bin/env python3
"""Updates a folder through the history of its repository, and compares with fresh runs.

    benches/update/history.py SECTILE REPOSITORY.git FOLDER [COMMITS]

After each of the last COMMITS (100) commits to FOLDER, `ingest --update` must give the bytes of
a run without it. Prints how many files were read, the bytes of the chunks to embed against those
of the changed sections, and the share of ids that files of 20 chunks or more keep outside of
changed sections; the same for windows of 512 tokens. Exits with 1 if an output differs.
"""

import collections
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

BIG = 20  # chunks of a file whose ids are compared


def run(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options)


class History:
    def __init__(self, repository, work):
        self.environment = os.environ | {
            "GIT_DIR": repository,
            "GIT_WORK_TREE": str(work),
            "GIT_INDEX_FILE": str(work) + ".index",
        }

    def git(self, *arguments):
        return run("git", *arguments, env=self.environment).stdout

    def commits(self, folder, number):
        listed = self.git("rev-list", "--first-parent", f"-n{number}", "HEAD", "--", folder)
        return listed.split()[::-1]

    def check_out(self, commit, folder):
        # Only what differs is written, so unchanged files keep their times.
        self.git("read-tree", "-u", "--reset", commit)


def lines(path):
    return [json.loads(line) for line in path.open()] if path.exists() else []


def text_of(rows):
    """The text of a document, as far as its chunks have it."""
    text = bytearray(b" " * max(row["span"]["end"] for row in rows))
    for row in rows:
        start, written = row["span"]["start"], row["text"].encode()
        text[start : start + len(written)] = written
    return bytes(text)


class Tree:
    """The sections of one version of a document, each with its own text."""

    def __init__(self, sectile, source, rows):
        text = text_of(rows)
        outline = run(sectile, "outline", source, "--json").stdout.splitlines()
        sections = [json.loads(line) for line in outline]
        starts = [0, *(section["span"]["start"] for section in sections), len(text)]
        self.spans = {}
        path, seen = [], collections.Counter()
        for at, section in enumerate([None, *sections]):
            if section:
                path = path[: section["depth"] - 1] + [section["text"]]
            seen[tuple(path)] += 1
            self.spans[(*path, seen[tuple(path)])] = (starts[at], starts[at + 1])
        self.texts = {key: text[start:end].strip() for key, (start, end) in self.spans.items()}

    def differences(self, other):
        """The sections that the other version does not have with the same text."""
        return {key for key, text in self.texts.items() if other.texts.get(key) != text}

    def overlaps(self, row, keys):
        start, end = row["span"]["start"], row["span"]["end"]
        return any(self.spans[key][0] < end and start < self.spans[key][1] for key in keys)


class Measure:
    def __init__(self, sectile):
        self.sectile = sectile
        self.embedded = self.changed = 0
        self.kept = []

    def add(self, old, new, added, versions):
        old_by, new_by = by_document(old), by_document(new)
        old_texts = {sum_of(rows) for rows in old_by.values()}
        for document, rows in new_by.items():
            if sum_of(rows) in old_texts:
                continue  # unchanged, or renamed
            before, source = old_by.get(document), versions(document)
            tree = Tree(self.sectile, source[1], rows)
            self.embedded += sum(len(row["text"]) for row in rows if row["id"] in added)
            if before is None:
                self.changed += sum(map(len, tree.texts.values()))
                continue
            was = Tree(self.sectile, source[0], before)
            self.changed += sum(len(tree.texts[key]) for key in tree.differences(was))
            gone = was.differences(tree)
            outside = [row for row in before if not was.overlaps(row, gone)]
            if len(before) >= BIG and outside:
                ids = {row["id"] for row in rows}
                self.kept.append(sum(row["id"] in ids for row in outside) / len(outside))

    def report(self):
        kept = sorted(self.kept)
        tenth = kept[: max(1, len(kept) // 10)]
        ratio = self.embedded / max(1, self.changed)
        text = f"embedded {ratio:.3f} times the changed sections"
        if kept:
            text += f", ids kept {sum(kept) / len(kept):.4f} (worst tenth {sum(tenth) / len(tenth):.4f}, {len(kept)} files)"
        return text


def by_document(rows):
    documents = collections.defaultdict(list)
    for row in rows:
        documents[row["document"]].append(row)
    return documents


def sum_of(rows):
    return hashlib.sha256("\0".join(row["text"] for row in rows).encode()).digest()


def main():
    sectile, repository, folder, *rest = sys.argv[1:]
    number = int(rest[0]) if rest else 100
    for name, options in (
        ("1024,256", ["--levels", "1024,256"]),
        ("fixed 512", ["--chunker", "fixed", "--max-tokens", "512"]),
    ):
        with tempfile.TemporaryDirectory() as scratch:
            different = follow(sectile, repository, folder, number, name, options, pathlib.Path(scratch))
        if different:
            sys.exit(f"{different} outputs differ from those of a fresh run")


def follow(sectile, repository, folder, number, name, options, scratch):
    work = scratch / "work"
    work.mkdir()
    history = History(repository, work)
    output, fresh = scratch / "chunks.jsonl", scratch / "fresh.jsonl"
    arguments = [folder, "--root", ".", *options]
    measure, read, files, different, updates, full = Measure(sectile), 0, 0, 0, 0, 0
    before = None

    def versions(document):
        """The old version of a document as a file, and the new one."""
        old = scratch / ("old" + pathlib.Path(document).suffix)
        content = subprocess.run(["git", "show", f"{before}:{document}"], capture_output=True, env=history.environment)
        old.write_bytes(content.stdout)
        return old, work / document

    for commit in history.commits(folder, number):
        history.check_out(commit, folder)
        if not (work / folder).exists():
            continue
        old = [row for row in lines(output) if row["level"] == leaf(options)]
        update = run(sectile, "ingest", *arguments, "-o", output, "--update", "-v", cwd=work)
        run(sectile, "ingest", *arguments, "-o", fresh, "-q", cwd=work)
        different += output.read_bytes() != fresh.read_bytes()
        messages = update.stderr.splitlines()
        full += any(line.startswith("full run") for line in messages)
        if old:
            read += sum(line.endswith(" chunks") for line in messages)
            files += sum(line.endswith((" chunks", ": unchanged")) for line in messages)
            updates += 1
            entries = lines(scratch / "chunks.changes.jsonl")
            check(entries, lines(output))
            added = {entry["id"] for entry in entries if entry["op"] == "add"}
            new = [row for row in lines(output) if row["level"] == leaf(options)]
            measure.add(old, new, added, versions)
        before = commit
    print(f"{pathlib.Path(repository).parent.name} {name}: {updates} updates, {full} full runs, {different} different, "
          f"{read} of {files} files read; {measure.report()}", flush=True)
    return different


def leaf(options):
    return 1 if "--levels" in options else 0


def check(entries, rows):
    """Every chunk of the new output has one entry, unless nothing changed."""
    if entries:
        ids = [entry["id"] for entry in entries if entry["op"] != "remove"]
        assert sorted(ids) == sorted(row["id"] for row in rows), "the change set is not complete"


main()
