"""Chunks as objects of other frameworks, as the formats of ``sectile ingest`` define them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Sequence

from ._sectile import lines

if TYPE_CHECKING:
    from haystack import Document as HaystackDocument
    from langchain_core.documents import Document as LangChainDocument
    from llama_index.core.schema import TextNode

    from ._sectile import Chunk


def _objects(form: str, chunks: Sequence[Chunk]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines(form, list(chunks))]


def to_langchain(chunks: Sequence[Chunk]) -> list[LangChainDocument]:
    """Return documents of ``langchain_core``, with flat metadata.

    >>> import sectile
    >>> chunks = sectile.chunk(b"# Tea\\n\\nBoil water.\\n", name="tea.md")
    >>> sectile.to_langchain(chunks)[0].metadata["heading_path"]
    'Tea'
    """
    from langchain_core.documents import Document

    return [Document(**fields) for fields in _objects("langchain", chunks)]


def to_llama_index(chunks: Sequence[Chunk]) -> list[TextNode]:
    """Return nodes of ``llama_index.core``, with their relationships.

    >>> import sectile
    >>> chunks = sectile.chunk(b"# Tea\\n\\nBoil water.\\n", name="tea.md")
    >>> parent, child = sectile.to_llama_index(chunks)
    >>> child.parent_node.node_id == parent.node_id
    True
    """
    from llama_index.core.schema import TextNode

    return [TextNode.from_dict(fields) for fields in _objects("llamaindex", chunks)]


def to_haystack(chunks: Sequence[Chunk]) -> list[HaystackDocument]:
    """Return documents of ``haystack``, with flat metadata.

    >>> import sectile
    >>> chunks = sectile.chunk(b"# Tea\\n\\nBoil water.\\n", name="tea.md")
    >>> sectile.to_haystack(chunks)[0].meta["source"]
    'tea.md'
    """
    from haystack import Document

    return [Document.from_dict(fields) for fields in _objects("haystack", chunks)]
