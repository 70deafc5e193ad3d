"""Chunks with Polars, as a stream: never all documents or rows are in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import polars

import sectile.arrow
from links import folder_links


def mapped(documents: polars.LazyFrame, function: Callable[..., Any], schema: Any, **options: Any) -> polars.LazyFrame:
    def call(frame: polars.DataFrame) -> polars.DataFrame:
        return polars.DataFrame(function(frame, **options))

    return documents.map_batches(call, schema=polars.Schema(schema), streamable=True)


def chunks(documents: polars.LazyFrame, **options: Any) -> polars.LazyFrame:
    return mapped(documents, sectile.arrow.chunk_batch, sectile.arrow.batch_schema(), **options)


def from_parquet(source: str, target: str, **options: Any) -> None:
    documents = polars.scan_parquet(source).select("name", "content")
    chunks(documents, **options).sink_parquet(target)


def from_folder(folder: str, target: str, **options: Any) -> None:
    def load(files: polars.DataFrame) -> polars.DataFrame:
        contents = [(Path(folder) / name).read_bytes() for name in files["name"]]
        return files.with_columns(polars.Series("content", contents, polars.Binary))

    paths = [path for path in Path(folder).rglob("*") if path.is_file()]
    files = polars.LazyFrame({"name": [path.relative_to(folder).as_posix() for path in paths]})
    schema = {"name": polars.String, "content": polars.Binary}
    documents = files.map_batches(load, schema=schema, streamable=True)
    chunks(documents, **options).sink_parquet(target)


def with_links(source: str, anchors: str, target: str, **options: Any) -> None:
    documents = polars.scan_parquet(source).select("name", "content")
    first = mapped(documents, sectile.arrow.anchors_batch, sectile.arrow.anchors_schema())
    first.sink_parquet(anchors)
    chunks(documents, links=folder_links(anchors), **options).sink_parquet(target)
