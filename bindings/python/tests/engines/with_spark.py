"""Chunks with PySpark. Executors read, cut and write; rows never pass through the driver."""

from __future__ import annotations

from typing import Any, Iterator

import pyarrow
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

import sectile.arrow
from links import folder_links

CHUNKS = from_arrow_schema(sectile.arrow.batch_schema())
ANCHORS = from_arrow_schema(sectile.arrow.anchors_schema())

Batches = Iterator[pyarrow.RecordBatch]


def from_parquet(spark: SparkSession, source: str, target: str, **options: Any) -> None:
    def chunks(batches: Batches) -> Batches:
        return (sectile.arrow.chunk_batch(batch, **options) for batch in batches)

    documents = spark.read.parquet(source).select("name", "content")
    documents.mapInArrow(chunks, CHUNKS).write.parquet(target)


def from_folder(spark: SparkSession, folder: str, target: str, **options: Any) -> None:
    def chunks(batches: Batches) -> Batches:
        return (sectile.arrow.chunk_batch(batch, **options) for batch in batches)

    files = spark.read.format("binaryFile").option("recursiveFileLookup", True).load(folder)
    # Spark's paths are `file:/folder/name`, without escapes; the first character is 1.
    name = f"substring(path, {len(f'file:{folder}/') + 1}) AS name"
    files.selectExpr(name, "content").mapInArrow(chunks, CHUNKS).write.parquet(target)


def with_links(spark: SparkSession, source: str, anchors: str, target: str, **options: Any) -> None:
    def collect(batches: Batches) -> Batches:
        return map(sectile.arrow.anchors_batch, batches)

    def chunks(batches: Batches) -> Batches:
        links = folder_links(anchors)
        return (sectile.arrow.chunk_batch(batch, links=links, **options) for batch in batches)

    documents = spark.read.parquet(source).select("name", "content")
    documents.mapInArrow(collect, ANCHORS).write.parquet(anchors)
    documents.mapInArrow(chunks, CHUNKS).write.parquet(target)
