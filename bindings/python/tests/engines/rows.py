"""Rows of the engines and of the library, to be compared."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any, Iterable, Iterator

import pyarrow.dataset

import sectile.arrow

Row = dict[str, Any]

NO_ROW: Row = dict.fromkeys(sectile.arrow.batch_schema().names)


def digest(rows: Iterable[Row]) -> str:
    """The sha256 of the sorted rows, each by its own sha256 because they are many."""
    lines = (json.dumps(row, sort_keys=True).encode() for row in rows)
    each = sorted(hashlib.sha256(line).digest() for line in lines)
    return f"{len(each)} rows, sha256 {hashlib.sha256(b''.join(each)).hexdigest()}"


def of_engine(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file, or of a folder of them."""
    for batch in pyarrow.dataset.dataset(path, format="parquet").to_batches():
        yield from batch.to_pylist()


def of_library(lines: Path, folder: Path, max_bytes: int, levels: list[int]) -> Iterator[Row]:
    """The rows that the example `lines` gives, which uses no Arrow."""
    command = [str(lines), str(folder), str(max_bytes), *map(str, levels)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        for line in process.stdout:
            yield from rows_of(json.loads(line))
    assert process.returncode == 0


def rows_of(document: Row) -> Iterator[Row]:
    name = document["document"]
    if "error" in document:
        yield {**NO_ROW, "document": name, "error": document["error"], "warnings": []}
        return
    warnings = [{"kind": one["kind"], "offset": one.get("offset"), "message": one["message"]} for one in document["warnings"]]
    for at, chunk in enumerate(document["chunks"]):
        yield {**whole({**chunk, "document": name}), "error": None, "warnings": [] if at else warnings}
    if warnings and not document["chunks"]:
        yield {**NO_ROW, "document": name, "warnings": warnings}


def whole(chunk: Row) -> Row:
    """A line of JSON with the fields that it leaves out: a row has all of them."""
    origin = chunk["origin"]
    if origin:
        origin = {"bytes": origin.get("bytes"), "lines": origin.get("lines"), "pages": origin.get("pages")}
        origin["pages"] = origin["pages"] and [{"label": None, **page} for page in origin["pages"]]
    return {
        **chunk,
        "headings": [{"confidence": None, **heading} for heading in chunk["headings"]],
        "omitted": chunk.get("omitted", []),
        "origin": origin,
        "references": [{"kind": "link", "target_span": None, **link} for link in chunk["references"]],
        "metadata": [{"key": key, "value": value} for key, value in chunk.get("metadata", {}).items()],
        "url": chunk.get("url"),
    }
