"""Chunks with DataFusion, as a function of SQL that returns a list of rows a document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow
from datafusion import DataFrame, SessionConfig, SessionContext, col, udf

import sectile.arrow
from links import folder_links

# The rows of a batch of documents; DataFusion's own default of 8,192 may be gigabytes.
CONFIG = SessionConfig().with_batch_size(16)
NAMES = sectile.arrow.batch_schema().names
CHUNKS = pyarrow.list_(pyarrow.struct(sectile.arrow.batch_schema()))


def rows(documents: DataFrame, **options: Any) -> DataFrame:
    def chunks(name: pyarrow.Array, content: pyarrow.Array) -> pyarrow.Array:
        batch = pyarrow.record_batch({"name": name, "content": content})
        return sectile.arrow.chunk_lists(batch, **options)

    types = [documents.schema().field(column).type for column in ("name", "content")]
    function = udf(chunks, types, CHUNKS, "volatile", "chunks")
    lists = documents.select(function(col("name"), col("content")).alias("row"))
    return lists.unnest_columns("row").select(*(col("row")[name].alias(name) for name in NAMES))


def from_parquet(source: str, target: str, **options: Any) -> None:
    documents = SessionContext(CONFIG).read_parquet(source)
    rows(documents, **options).write_parquet(target)


def from_folder(folder: str, target: str, **options: Any) -> None:
    def load(names: pyarrow.Array) -> pyarrow.Array:
        contents = [(Path(folder) / name).read_bytes() for name in names.to_pylist()]
        return pyarrow.array(contents, pyarrow.binary())

    paths = [path for path in Path(folder).rglob("*") if path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in paths]
    content = udf(load, [pyarrow.string()], pyarrow.binary(), "volatile", "load")(col("name"))
    files = SessionContext(CONFIG).from_pydict({"name": names})
    rows(files.select(col("name"), content.alias("content")), **options).write_parquet(target)


def with_links(source: str, anchors: str, target: str, **options: Any) -> None:
    def collect(name: pyarrow.Array, content: pyarrow.Array) -> pyarrow.Array:
        batch = pyarrow.record_batch({"name": name, "content": content})
        return sectile.arrow.anchors_batch(batch)["anchors"]

    documents = SessionContext(CONFIG).read_parquet(source)
    types = [documents.schema().field(column).type for column in ("name", "content")]
    function = udf(collect, types, pyarrow.string(), "volatile", "collect")
    found = function(col("name"), col("content")).alias("anchors")
    documents.select(col("name"), found).write_parquet(anchors)
    rows(documents, links=folder_links(anchors), **options).write_parquet(target)
