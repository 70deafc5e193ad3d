"""The anchors that the first pass has written, read once in each worker."""

from __future__ import annotations

import functools

import pyarrow.parquet

import sectile.arrow


@functools.cache
def folder_links(anchors: str) -> sectile.arrow.FolderLinks:
    return sectile.arrow.FolderLinks(pyarrow.parquet.read_table(anchors))
