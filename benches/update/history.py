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


def sections(chunks):
    """The text of each section of a document, from its chunks of one section."""
    texts = collections.defaultdict(list)
    for chunk in chunks:
        path = " > ".join(heading["text"] for heading in chunk["headings"])
        texts[path].append(chunk["text"])
    return {path: "\n".join(parts) for path, parts in texts.items()}


class Measure:
    def __init__(self):
        self.embedded = self.changed = 0
        self.kept = []

    def add(self, old, new, added):
        old_by, new_by = collections.defaultdict(list), collections.defaultdict(list)
        for rows, by in ((old, old_by), (new, new_by)):
            for row in rows:
                by[row["document"]].append(row)
        old_hashes = {sum_of(rows) for rows in old_by.values()}
        for document, rows in new_by.items():
            before = old_by.get(document, [])
            if sum_of(rows) == sum_of(before) or sum_of(rows) in old_hashes:
                continue
            was, now = sections(before), sections(rows)
            changed = {path for path in now if was.get(path) != now[path]}
            self.changed += sum(len(now[path]) for path in changed)
            self.embedded += sum(len(row["text"]) for row in rows if row["id"] in added)
            if len(before) >= BIG:
                outside = [r for r in before if path_of(r) in now and path_of(r) not in changed]
                ids = {row["id"] for row in rows}
                if outside:
                    self.kept.append(sum(r["id"] in ids for r in outside) / len(outside))

    def report(self):
        kept = sorted(self.kept)
        tenth = kept[: max(1, len(kept) // 10)]
        ratio = self.embedded / max(1, self.changed)
        text = f"embedded {ratio:.3f} times the changed sections"
        if kept:
            text += f", ids kept {sum(kept) / len(kept):.4f} (worst tenth {sum(tenth) / len(tenth):.4f}, {len(kept)} files)"
        return text


def path_of(chunk):
    return " > ".join(heading["text"] for heading in chunk["headings"])


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
    measure, read, files, different, updates, full = Measure(), 0, 0, 0, 0, 0
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
            measure.add(old, new, added)
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
