"""Pure functions on Arrow record batches, for engines.

A batch has the columns ``name`` (text) and ``content`` (text or bytes), of any library
that has Arrow's C data interface; other columns are ignored. A table, a frame or a stream
of batches is cut batch by batch. Where pyarrow is installed the result is a
``pyarrow.RecordBatch`` or a ``pyarrow.Table``, otherwise an object that other Arrow
libraries take.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Sequence

from . import _sectile
from ._sectile import FolderLinks

if TYPE_CHECKING:
    from ._sectile import FixedSizeChunker, Reader, StructuralChunker

__all__ = [
    "FolderLinks",
    "anchors_batch",
    "anchors_schema",
    "batch_schema",
    "chunk_batch",
    "chunk_lists",
]


def _result(rows: Any) -> Any:
    try:
        import pyarrow
    except ImportError:
        return rows
    # A batch has the interface of a stream as well.
    if hasattr(rows, "__arrow_c_array__"):
        return pyarrow.record_batch(rows)
    return pyarrow.table(rows)


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

    A batch gives a batch; a table, a frame or a stream gives a table.

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


def chunk_lists(batch: Any, **options: Any) -> Any:
    """Cut the documents of a batch: an array with a list of rows per document.

    For engines whose functions return one value per row (Daft, DataFusion): they explode
    or unnest the lists. The options and the fields of a row are those of ``chunk_batch``.
    It needs pyarrow.

    >>> import pyarrow, sectile.arrow
    >>> batch = pyarrow.record_batch({"name": ["tea.md", "b.md"], "content": ["# Tea", ""]})
    >>> [[row["text"] for row in rows] for rows in sectile.arrow.chunk_lists(batch).to_pylist()]
    [['# Tea', '# Tea'], []]
    """
    import pyarrow

    documents = pyarrow.record_batch(batch)
    each = [chunk_batch(documents.slice(at, 1), **options) for at in range(len(documents))]
    ends = pyarrow.array(accumulate(map(len, each), initial=0), pyarrow.int32())
    # Arrays cannot be joined if there are none, so an empty batch needs one.
    none = pyarrow.array([], pyarrow.struct(batch_schema()))
    rows = pyarrow.concat_arrays([none, *(batch.to_struct_array() for batch in each)])
    return pyarrow.ListArray.from_arrays(ends, rows)


def anchors_batch(batch: Any, *, reader: Reader | None = None) -> Any:
    """Collect the anchors of the documents of a batch: the first pass for links.

    The rows of all batches make the ``FolderLinks`` of the second pass, ``chunk_batch``.

    >>> import pyarrow, sectile.arrow
    >>> batch = pyarrow.record_batch({"name": ["tea.md"], "content": ["# Tea"]})
    >>> sectile.arrow.anchors_batch(batch).column_names
    ['name', 'anchors']
    """
    return _result(_sectile.anchors_batch(batch, reader=reader))


def _schema(schema: Any) -> Any:
    try:
        import pyarrow
    except ImportError:
        return schema
    return pyarrow.schema(schema)


def batch_schema() -> Any:
    """Return the schema of the rows of ``chunk_batch``, for engines that ask for it.

    >>> import sectile.arrow
    >>> sectile.arrow.batch_schema().names[-3:]
    ['url', 'error', 'warnings']
    """
    return _schema(_sectile.batch_schema())


def anchors_schema() -> Any:
    """Return the schema of the rows of ``anchors_batch``.

    >>> import sectile.arrow
    >>> sectile.arrow.anchors_schema().names
    ['name', 'anchors']
    """
    return _schema(_sectile.anchors_schema())
