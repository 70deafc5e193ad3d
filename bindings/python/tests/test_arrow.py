"""Batches of any Arrow library give the rows of the command."""

import json
from pathlib import Path
from typing import Any

import polars
import pyarrow
import pytest

import sectile
import sectile.arrow

DOCS = Path(__file__).parents[3] / "testdata/docs"
CHUNKER = sectile.StructuralChunker(levels=[300, 60])


def batch() -> pyarrow.RecordBatch:
    paths = [path for path in sorted(DOCS.rglob("*")) if path.suffix in (".md", ".html", ".pdf")]
    assert len(paths) > 5
    names = [path.relative_to(DOCS).as_posix() for path in paths]
    return pyarrow.record_batch({"name": names, "content": [path.read_bytes() for path in paths]})


def whole(line: str) -> dict[str, Any]:
    """A line with the fields that it leaves out: a row has all of them."""
    chunk = json.loads(line)
    origin = {field: chunk["origin"].get(field) for field in ("bytes", "lines", "pages")}
    return {
        **chunk,
        "headings": [{"confidence": None, **heading} for heading in chunk["headings"]],
        "omitted": chunk.get("omitted", []),
        "origin": origin,
        "references": [{"kind": "link", "target_span": None, **link} for link in chunk["references"]],
        "metadata": [{"key": key, "value": value} for key, value in chunk.get("metadata", {}).items()],
        "url": chunk.get("url"),
        "error": None,
    }


def test_rows_are_the_chunks_of_the_folder() -> None:
    documents = batch()
    anchors = [sectile.arrow.anchors_batch(documents[at : at + 1]) for at in range(len(documents))]
    links = sectile.arrow.FolderLinks(pyarrow.Table.from_batches(anchors))
    rows = sectile.arrow.chunk_batch(documents, chunker=CHUNKER, metadata=["all"], links=links).to_pylist()
    found = sectile.chunk_folder(DOCS, root=DOCS, chunker=CHUNKER, metadata=["all"])
    lines = {line["id"]: line for line in (whole(chunk.to_json()) for chunk in found.chunks)}
    rows = [row for row in rows if row["id"]]
    for row in rows:
        row.pop("warnings")
        assert row == lines[row["id"]]
    assert len(rows) == len(found)
    assert any("#" in (link["target"] or "") for row in rows for link in row["references"])


@pytest.mark.parametrize("kind", [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view(), pyarrow.large_binary(), pyarrow.binary_view()])
def test_columns_of_every_type(kind: Any) -> None:
    content = pyarrow.array(["# Tea"]).cast(kind)
    rows = sectile.arrow.chunk_batch(pyarrow.record_batch({"name": ["tea.md"], "content": content}))
    assert rows["text"].to_pylist() == ["# Tea", "# Tea"]


def test_polars_frames_are_batches() -> None:
    frame = polars.DataFrame({"name": ["tea.md"], "content": ["# Tea"]})
    [chunks] = [sectile.arrow.chunk_batch(piece) for piece in frame.to_arrow().to_batches()]
    assert polars.DataFrame(chunks)["text"].to_list() == ["# Tea", "# Tea"]


def test_documents_that_cannot_be_read_are_rows() -> None:
    def fussy(text: str) -> int:
        if "milk" in text:
            raise ValueError("milk is not counted")
        return len(text)

    inputs = {"tea.md": "Tea.", "latte.md": "With milk.", "tea.pdf": "no PDF", "long.md": "tea " * 99, "none.md": None}
    documents = pyarrow.record_batch({"name": list(inputs), "content": list(inputs.values())})
    chunker = sectile.StructuralChunker(max_tokens=99, tokenizer=fussy)
    rows = sectile.arrow.chunk_batch(documents, chunker=chunker, reader=sectile.Reader(max_bytes=99))
    kinds = [error and error["kind"] for error in rows["error"].to_pylist()]
    assert kinds == [None, "tokenizer", "malformed", "too_large", "malformed"]
    assert "milk is not counted" in rows["error"][1]["message"].as_py()


def test_a_batch_without_the_columns_is_a_mistake() -> None:
    with pytest.raises(sectile.SectileError, match='no column "content"'):
        sectile.arrow.chunk_batch(pyarrow.record_batch({"name": ["tea.md"]}))
    with pytest.raises(sectile.SectileError, match="Int64"):
        sectile.arrow.chunk_batch(pyarrow.record_batch({"name": ["tea.md"], "content": [1]}))
