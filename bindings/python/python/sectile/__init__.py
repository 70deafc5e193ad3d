"""Cuts Markdown, HTML and PDF along their structure into chunks for retrieval.

>>> import sectile
>>> chunks = sectile.chunk(b"# Tea\\n\\nBoil water.\\n", name="tea.md")
>>> chunks[-1].content
'# Tea\\n\\nBoil water.'
"""

# Engines send functions to workers, which may import `sectile` alone before they call
# `sectile.arrow.chunk_batch`.
from . import arrow as arrow
from ._frameworks import to_haystack, to_langchain, to_llama_index
from ._sectile import (
    Chunk,
    Citation,
    Document,
    FixedSizeChunker,
    FolderChunks,
    Heading,
    PageBox,
    Passage,
    Passages,
    Reader,
    Reference,
    Section,
    SectileError,
    StructuralChunker,
    Warning,
    chunk,
    chunk_folder,
    read,
)

__all__ = [
    "Chunk",
    "Citation",
    "Document",
    "FixedSizeChunker",
    "FolderChunks",
    "Heading",
    "PageBox",
    "Passage",
    "Passages",
    "Reader",
    "Reference",
    "Section",
    "SectileError",
    "StructuralChunker",
    "Warning",
    "chunk",
    "chunk_folder",
    "read",
    "to_haystack",
    "to_langchain",
    "to_llama_index",
]
