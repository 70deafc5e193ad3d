"""Chunks with Ray Data. Tasks read, cut and write; rows never pass through the driver."""

from __future__ import annotations

import os
from typing import Any

import pyarrow
import ray.data

import sectile.arrow
from links import folder_links

# A batch is cut by one task, so small batches give all workers something to do.
BATCH: dict[str, Any] = {"batch_format": "pyarrow", "batch_size": 16}


def from_parquet(source: str, target: str, **options: Any) -> None:
    documents = ray.data.read_parquet(source).select_columns(["name", "content"])
    documents.map_batches(sectile.arrow.chunk_batch, fn_kwargs=options, **BATCH).write_parquet(target)


def from_folder(folder: str, target: str, **options: Any) -> None:
    def chunks(files: pyarrow.Table) -> pyarrow.Table:
        names = [os.path.relpath(path, folder) for path in files["path"].to_pylist()]
        documents = pyarrow.table({"name": names, "content": files["bytes"]})
        return sectile.arrow.chunk_batch(documents, **options)

    files = ray.data.read_binary_files(folder, include_paths=True)
    files.map_batches(chunks, **BATCH).write_parquet(target)


def with_links(source: str, anchors: str, target: str, **options: Any) -> None:
    def chunks(documents: pyarrow.Table) -> pyarrow.Table:
        return sectile.arrow.chunk_batch(documents, links=folder_links(anchors), **options)

    documents = ray.data.read_parquet(source).select_columns(["name", "content"])
    documents.map_batches(sectile.arrow.anchors_batch, **BATCH).write_parquet(anchors)
    documents.map_batches(chunks, **BATCH).write_parquet(target)
