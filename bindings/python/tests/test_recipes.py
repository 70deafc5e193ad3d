"""Recipes for engines: a folder or a Parquet file of documents to a Parquet file of chunks.

Each recipe gives the rows of the others, and those of ``sectile.chunk``.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Callable

import datafusion
import polars
import pyarrow
import pyarrow.parquet
import pytest

import sectile
import sectile.arrow

CASES = Path(__file__).parents[3] / "testdata/cases"
CHUNKER = sectile.StructuralChunker(max_tokens=200)
READER = sectile.Reader(max_bytes=100_000)


def with_polars(source: Path, target: Path) -> None:
    documents = polars.read_parquet(source).to_arrow()
    pieces = documents.to_batches(max_chunksize=16)
    rows = [sectile.arrow.chunk_batch(piece, chunker=CHUNKER, reader=READER) for piece in pieces]
    polars.concat([polars.DataFrame(batch) for batch in rows]).write_parquet(target)


def with_datafusion(source: Path, target: Path) -> None:
    context = datafusion.SessionContext()
    stream = context.read_parquet(str(source)).select("name", "content").execute_stream()
    rows = [sectile.arrow.chunk_batch(batch.to_pyarrow(), chunker=CHUNKER, reader=READER) for batch in stream]
    context.from_arrow(pyarrow.Table.from_batches(rows)).write_parquet(str(target))


def documents() -> dict[str, bytes]:
    """Documents of three formats, two that are broken and one that is too large."""
    paths = [path for path in sorted(CASES.glob("*/source.*")) if path.stat().st_size < 60_000]
    found = {path.relative_to(CASES).as_posix(): path.read_bytes() for path in paths[::4]}
    assert len({path.suffix for path in paths}) >= 3 and len(found) > 50
    return {**found, "a.pdf": b"no PDF", "b": b"\x7fELF\x02\x01\x01\0\0\0", "c.md": b"tea " * 50_000}


def digest(rows: list[dict[str, Any]]) -> str:
    lines = sorted(json.dumps(row, sort_keys=True) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recipes") / "documents.parquet"
    contents = documents()
    table = pyarrow.table({"name": list(contents), "content": list(contents.values())})
    pyarrow.parquet.write_table(table, path, row_group_size=20)
    return path


@pytest.mark.parametrize("recipe", [with_polars, with_datafusion])
def test_recipe(recipe: Callable[[Path, Path], None], source: Path, tmp_path: Path) -> None:
    recipe(source, tmp_path / "chunks.parquet")
    rows = pyarrow.parquet.read_table(tmp_path / "chunks.parquet").to_pylist()
    whole = sectile.arrow.chunk_batch(
        pyarrow.record_batch(documents_columns()), chunker=CHUNKER, reader=READER
    )
    assert digest(rows) == digest(whole.to_pylist())
    errors = {row["document"]: row["error"]["kind"] for row in rows if row["error"]}
    assert errors["a.pdf"] == "malformed" and errors["b"] == "unknown_format" and errors["c.md"] == "too_large"
    name = next(row["document"] for row in rows if row["id"])
    chunks = sectile.chunk(documents()[name], name=name, chunker=CHUNKER)
    assert [row["text"] for row in rows if row["document"] == name] == [chunk.text for chunk in chunks]


def documents_columns() -> dict[str, Any]:
    contents = documents()
    return {"name": list(contents), "content": list(contents.values())}
