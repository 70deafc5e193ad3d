"""Pure functions on Arrow record batches, for engines.

A batch has the columns ``name`` (text) and ``content`` (text or bytes), of any library
that has Arrow's C data interface. Where pyarrow is installed the result is a
``pyarrow.RecordBatch``, otherwise an object that other Arrow libraries take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Sequence

from . import _sectile
from ._sectile import FolderLinks

if TYPE_CHECKING:
    from ._sectile import FixedSizeChunker, Reader, StructuralChunker

__all__ = ["FolderLinks", "anchors_batch", "chunk_batch"]


def _result(rows: Any) -> Any:
    try:
        import pyarrow
    except ImportError:
        return rows
    return pyarrow.record_batch(rows)


def chunk_batch(
    batch: Any,
    *,
    chunker: StructuralChunker | FixedSizeChunker | None = None,
    reader: Reader | None = None,
    metadata: Sequence[str] | None = None,
    url_base: str | None = None,
    links: FolderLinks | None = None,
) -> Any:
    """Cut the documents of a batch: one row per chunk, in the order of the documents.

    The columns are the fields of ``sectile.Chunk``, then ``error`` (kind and message) and
    ``warnings``. A document that cannot be read is one row with an error; its ``id`` is
    null. So is one whose tokenizer raises. Other threads run meanwhile.

    metadata: the keys of metadata that chunks have (``all`` is all). url_base: the address
    under which the documents are. links: resolves links between documents.

    >>> import pyarrow, sectile.arrow
    >>> batch = pyarrow.record_batch({
    ...     "name": ["tea.md", "tea.pdf"],
    ...     "content": [b"# Tea\\n\\nBoil water.\\n", b"no PDF"],
    ... })
    >>> rows = sectile.arrow.chunk_batch(batch)
    >>> rows["document"].to_pylist(), rows["error"][2]["kind"].as_py()
    (['tea.md', 'tea.md', 'tea.pdf'], 'malformed')
    """
    rows = _sectile.chunk_batch(
        batch,
        chunker=chunker,
        reader=reader,
        metadata=None if metadata is None else list(metadata),
        url_base=url_base,
        links=links,
    )
    return _result(rows)


def anchors_batch(batch: Any, *, reader: Reader | None = None) -> Any:
    """Collect the anchors of the documents of a batch: the first pass for links.

    The rows of all batches make the ``FolderLinks`` of the second pass, ``chunk_batch``.

    >>> import pyarrow, sectile.arrow
    >>> batch = pyarrow.record_batch({"name": ["tea.md"], "content": ["# Tea"]})
    >>> sectile.arrow.anchors_batch(batch).column_names
    ['name', 'anchors']
    """
    return _result(_sectile.anchors_batch(batch, reader=reader))
