"""Chunks with Daft. Workers read, cut and write; rows never pass through the driver."""

from __future__ import annotations

from typing import Any, Callable

import daft
import pyarrow
from daft import DataType, Series, col

import sectile.arrow
from links import folder_links

CHUNKS = DataType.list(DataType.from_arrow_type(pyarrow.struct(sectile.arrow.batch_schema())))


def rows(documents: daft.DataFrame, options: Callable[[], dict[str, Any]]) -> daft.DataFrame:
    @daft.func.batch(return_dtype=CHUNKS, batch_size=16)
    def chunks(name: Series, content: Series) -> pyarrow.Array:
        batch = pyarrow.record_batch({"name": name.to_arrow(), "content": content.to_arrow()})
        return sectile.arrow.chunk_lists(batch, **options())

    found = documents.select(chunks(col("name"), col("content")).explode().alias("row"))
    # Of an empty list, `explode` makes a null.
    return found.where(col("row").not_null()).select(col("row").unnest())


def from_parquet(source: str, target: str, **options: Any) -> None:
    rows(daft.read_parquet(source), lambda: options).write_parquet(target)


def from_folder(folder: str, target: str, **options: Any) -> None:
    files = daft.from_glob_path(f"{folder}/**")
    # Daft's paths are `file:///folder/name`, without escapes.
    name = col("path").substr(len(f"file://{folder}/"))
    documents = files.select(name.alias("name"), col("path").download().alias("content"))
    rows(documents, lambda: options).write_parquet(target)


def with_links(source: str, anchors: str, target: str, **options: Any) -> None:
    @daft.func.batch(return_dtype=DataType.string(), batch_size=16)
    def collect(name: Series, content: Series) -> pyarrow.Array:
        batch = pyarrow.record_batch({"name": name.to_arrow(), "content": content.to_arrow()})
        return sectile.arrow.anchors_batch(batch)["anchors"]

    documents = daft.read_parquet(source)
    first = documents.select("name", collect(col("name"), col("content")).alias("anchors"))
    first.write_parquet(anchors)
    rows(documents, lambda: {"links": folder_links(anchors), **options}).write_parquet(target)
