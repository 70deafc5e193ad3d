#!/usr/bin/env python3
"""Loads the lines of `ingest --format ...` into the real classes of the frameworks.

    check.py INGEST

INGEST is the program of the example `ingest`. Exits with 1 at the first difference.
"""

import collections
import json
import pathlib
import subprocess
import sys
import tempfile

from haystack import Document as HaystackDocument
from langchain_core.documents import Document as LangChainDocument
from langchain_core.load import dumps, loads
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_core.embeddings import DeterministicFakeEmbedding
from llama_index.core import StorageContext
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.node_parser import get_leaf_nodes, get_root_nodes
from llama_index.core.retrievers import AutoMergingRetriever
from llama_index.core.schema import MetadataMode, NodeWithScore, TextNode
from llama_index.core.storage.docstore import SimpleDocumentStore

INPUTS = ["testdata/docs"]
SCALARS = (str, int, float, bool)


def ingest(program, form, scratch):
    pdfs = sorted(map(str, pathlib.Path("testdata/cases").glob("*/source.pdf")))[:20]
    output = scratch / f"{form}.jsonl"
    command = [program, *INPUTS, *pdfs, "--levels", "300,60", "--format", form, "-o", output, "-q"]
    subprocess.run(command, check=True)
    return [json.loads(line) for line in output.open()]


def content(chunk):
    return chunk["prefix"] + chunk["text"] + chunk["suffix"]


def llama_index(chunks, lines):
    nodes = [TextNode.from_dict(line) for line in lines]
    assert [node.get_content(metadata_mode=MetadataMode.EMBED) for node in nodes] == list(map(content, chunks))
    leaves = [chunk["id"] for chunk in chunks if chunk["level"] == 1]
    assert [node.node_id for node in get_leaf_nodes(nodes)] == leaves
    roots = [chunk["id"] for chunk in chunks if chunk["level"] == 0]
    assert [node.node_id for node in get_root_nodes(nodes)] == roots
    for node, chunk in zip(nodes, chunks):
        assert TextNode.from_dict(node.to_dict()) == node
        assert node.ref_doc_id == chunk["document"]
        assert (node.parent_node and node.parent_node.node_id) == chunk["parent"]
        assert all(isinstance(value, SCALARS) for value in node.metadata.values())
        shown = node.get_content(metadata_mode=MetadataMode.LLM)
        assert content(chunk).strip() in shown and f"source: {chunk['document']}" in shown
    characters(nodes, chunks)
    neighbours(nodes, chunks)
    merging(nodes)


def characters(nodes, chunks):
    """`start_char_idx` and `end_char_idx` are places in the text of a Markdown file."""
    checked = 0
    for node, chunk in zip(nodes, chunks):
        path = pathlib.Path(chunk["document"])
        if path.suffix != ".md" or "encodings" in str(path) or chunk.get("omitted"):
            continue
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
        assert text[node.start_char_idx : node.end_char_idx] == chunk["text"], chunk["id"]
        checked += 1
    assert checked > 50


def neighbours(nodes, chunks):
    by_level = collections.defaultdict(list)
    for node, chunk in zip(nodes, chunks):
        by_level[chunk["document"], chunk["level"]].append(node)
    for run in by_level.values():
        for before, after in zip([None, *run], [*run, None]):
            if before is not None:
                assert (before.next_node and before.next_node.node_id) == (after and after.node_id)
            if after is not None:
                assert (after.prev_node and after.prev_node.node_id) == (before and before.node_id)


class Found(BaseRetriever):
    """Finds the nodes that it is given."""

    def __init__(self, nodes):
        super().__init__()
        self.nodes = nodes

    def _retrieve(self, query_bundle):
        return [NodeWithScore(node=node, score=1.0) for node in self.nodes]


def merging(nodes):
    store = SimpleDocumentStore()
    store.add_documents(nodes)
    context = StorageContext.from_defaults(docstore=store)
    children = collections.defaultdict(list)
    for node in nodes:
        if node.parent_node:
            children[node.parent_node.node_id].append(node)
    parent, family = max(children.items(), key=lambda item: len(item[1]))
    assert len(family) >= 6

    def retrieve(found):
        results = AutoMergingRetriever(Found(found), context).retrieve("x")
        return [result.node.node_id for result in results]

    assert retrieve(family[:1]) == [family[0].node_id], "one child of six does not return the parent"
    assert retrieve(family) == [parent], "all children return the parent"


def langchain(chunks, lines):
    documents = [LangChainDocument(**line) for line in lines]
    assert [document.page_content for document in documents] == list(map(content, chunks))
    assert loads(dumps(documents), allowed_objects=[LangChainDocument]) == documents
    for document, chunk in zip(documents, chunks):
        flat(document.metadata, chunk)
        assert isinstance(document.metadata["start_index"], int)
    store = InMemoryVectorStore(DeterministicFakeEmbedding(size=4))
    assert store.add_documents(documents) == [chunk["id"] for chunk in chunks]
    pdf = next(document for document in documents if "page" in document.metadata)
    assert store.get_by_ids([pdf.id])[0].metadata["page"] == pdf.metadata["page"]


def haystack(chunks, lines):
    documents = [HaystackDocument.from_dict(line) for line in lines]
    assert [document.content for document in documents] == list(map(content, chunks))
    for document, chunk in zip(documents, chunks):
        assert document.id == chunk["id"]
        assert HaystackDocument.from_dict(document.to_dict()) == document
        assert HaystackDocument.from_dict(document.to_dict(flatten=False)) == document
        flat(document.meta, chunk)


def flat(metadata, chunk):
    """Stores drop everything but scalars; place and page are among them, as read."""
    assert all(isinstance(value, SCALARS) for value in metadata.values())
    assert metadata["source"] == chunk["document"]
    assert metadata["heading_path"] == " > ".join(heading["text"] for heading in chunk["headings"])
    pages = (chunk["origin"] or {}).get("pages")
    if pages:
        assert metadata["page"] == pages[0]["number"]
        assert [metadata[side] for side in ("x0", "y0", "x1", "y1")] == pages[0]["bbox"]
    else:
        assert metadata["line_start"] == chunk["origin"]["lines"]["start"]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        lines = {form: ingest(program, form, pathlib.Path(scratch)) for form in ("jsonl", "langchain", "llamaindex", "haystack")}
    chunks = lines["jsonl"]
    assert any((chunk["origin"] or {}).get("pages") for chunk in chunks), "there is no PDF among the inputs"
    llama_index(chunks, lines["llamaindex"])
    langchain(chunks, lines["langchain"])
    haystack(chunks, lines["haystack"])
    print(f"{len(chunks)} chunks are right in llama-index-core, langchain-core and haystack-ai")


main()
