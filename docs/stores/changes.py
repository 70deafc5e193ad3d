"""Reads the chunks of `sectile ingest --update` and what a store has to do with them."""

import dataclasses
import json
import pathlib


@dataclasses.dataclass
class Changes:
    """The work of a store. To do it twice does no harm."""

    add: list  # chunks to embed and to store; one replaces a chunk of the same id
    update: list  # chunks whose embedding stays; other fields have changed
    move: list  # pairs (old id, chunk): the embedding of the old id is that of the chunk
    remove: list  # ids


def read_chunks(output):
    """Returns the chunks to index by id: those of the last level."""
    chunks = [json.loads(line) for line in pathlib.Path(output).open(encoding="utf-8")]
    last = max((chunk["level"] for chunk in chunks), default=0)
    return {chunk["id"]: chunk for chunk in chunks if chunk["level"] == last}


def read_changes(output, chunks):
    """Returns the change set beside `output` for a store of `chunks`.

    Entries of other levels are left out; to remove an id that a store does not have is harmless.
    """
    output = pathlib.Path(output)
    changes = Changes([], [], [], [])
    for line in output.with_name(output.stem + ".changes.jsonl").open(encoding="utf-8"):
        entry = json.loads(line)
        chunk = chunks.get(entry["id"])
        if entry["op"] == "remove":
            changes.remove.append(entry["id"])
        elif chunk is None:
            continue
        elif entry["op"] == "add":
            changes.add.append(chunk)
        elif entry["op"] == "move":
            changes.move.append((entry["from"], chunk))
        elif entry["changed"]:
            changes.update.append(chunk)
    return changes


def catch_up(stored, chunks):
    """Returns the changes for a store that missed some; `stored` is its content by id."""
    same = [chunk for id, chunk in chunks.items() if stored.get(id) == content(chunk)]
    new = [chunk for id, chunk in chunks.items() if stored.get(id) != content(chunk)]
    return Changes(new, same, [], [id for id in stored if id not in chunks])


def content(chunk):
    """The text to embed."""
    return chunk["prefix"] + chunk["text"] + chunk["suffix"]


def row(chunk):
    """The fields of a chunk that the recipes store, beside its id and its embedding."""
    return {
        "document": chunk["document"],
        "headings": " > ".join(heading["text"] for heading in chunk["headings"]),
        "content": content(chunk),
        "origin": json.dumps(chunk["origin"], sort_keys=True),
        "parent": chunk["parent"] or "",
    }
