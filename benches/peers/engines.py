#!/usr/bin/env python3
"""Runs one Python engine once over the files of folders: cold, as a process of its own.

usage: benches/peers/engines.py ENGINE FOLDER... [--most MB]

Prints a line of JSON as `sectile-peers` does: files, bytes, and the CPU seconds from the first
file to the last chunk or page, with what the engine loads on first use, but without the import
of its package. Splitters count with tiktoken (cl100k_base) and cut at 512 tokens.
"""

import json
import os
import pathlib
import sys
import time

MAX_TOKENS = 512


def vocabulary():
    """Points tiktoken to the vocabularies that llama-index-core brings along."""
    import llama_index.core

    cache = pathlib.Path(llama_index.core.__file__).parent / "_static" / "tiktoken_cache"
    os.environ["TIKTOKEN_CACHE_DIR"] = str(cache)
    import tiktoken

    return tiktoken


def langchain():
    vocabulary()
    from langchain_text_splitters import MarkdownTextSplitter

    def run(texts):
        splitter = MarkdownTextSplitter.from_tiktoken_encoder(
            "cl100k_base", chunk_size=MAX_TOKENS, chunk_overlap=0, disallowed_special=()
        )
        return sum(len(splitter.split_text(text)) for text in texts)

    return run


def langchain_recursive():
    vocabulary()
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    def run(texts):
        splitter = RecursiveCharacterTextSplitter.from_tiktoken_encoder(
            "cl100k_base", chunk_size=MAX_TOKENS, chunk_overlap=0, disallowed_special=()
        )
        return sum(len(splitter.split_text(text)) for text in texts)

    return run


def semantic_text_splitter():
    from semantic_text_splitter import MarkdownSplitter

    def run(texts):
        splitter = MarkdownSplitter.from_tiktoken_model("gpt-4", MAX_TOKENS)
        return sum(len(splitter.chunks(text)) for text in texts)

    return run


def sectile_wheel():
    import pyarrow
    import sectile.arrow

    # An engine hands batches over, so that they are made is not measured.
    def prepare(texts):
        table = pyarrow.table({"name": [f"{at}.md" for at in range(len(texts))], "content": texts})
        return table.to_batches(max_chunksize=16)

    def run(batches):
        chunker = sectile.StructuralChunker(max_tokens=MAX_TOKENS)
        return sum(len(sectile.arrow.chunk_batch(batch, chunker=chunker)) for batch in batches)

    run.prepare = prepare
    return run


def llama_index():
    tiktoken = vocabulary()
    from llama_index.core.node_parser import SentenceSplitter

    def run(texts):
        encoding = tiktoken.get_encoding("cl100k_base")
        splitter = SentenceSplitter(
            chunk_size=MAX_TOKENS, chunk_overlap=0, tokenizer=encoding.encode_ordinary
        )
        return sum(len(splitter.split_text(text)) for text in texts)

    return run


def chonkie():
    tiktoken = vocabulary()
    from chonkie import RecursiveChunker

    def run(texts):
        encoding = tiktoken.get_encoding("cl100k_base")
        count = lambda text: len(encoding.encode_ordinary(text))  # noqa: E731
        chunker = RecursiveChunker(tokenizer=count, chunk_size=MAX_TOKENS)
        return sum(len(chunker.chunk(text)) for text in texts)

    return run


def semchunk():
    tiktoken = vocabulary()
    import semchunk

    def run(texts):
        encoding = tiktoken.get_encoding("cl100k_base")
        count = lambda text: len(encoding.encode_ordinary(text))  # noqa: E731
        chunker = semchunk.chunkerify(count, MAX_TOKENS)
        return sum(len(chunker(text)) for text in texts)

    return run


def pypdfium2():
    import pypdfium2

    def run(files):
        total = 0
        for data in files:
            try:
                pdf = pypdfium2.PdfDocument(data)
                total += sum(len(page.get_textpage().get_text_range()) for page in pdf)
            except pypdfium2.PdfiumError:
                pass
        return total

    return run


def pymupdf():
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(False)

    def run(files):
        total = 0
        for data in files:
            try:
                total += sum(len(page.get_text()) for page in pymupdf.open(stream=data))
            except Exception:
                pass
        return total

    return run


def pdf_oxide():
    import pdf_oxide

    def run(paths):
        total = 0
        for path in paths:
            try:
                pdf = pdf_oxide.PdfDocument(str(path))
                total += sum(len(pdf.extract_text(at)) for at in range(pdf.page_count()))
            except Exception:
                pass
        return total

    return run


def kreuzberg():
    import kreuzberg

    def run(paths):
        total = 0
        for path in paths:
            try:
                total += len(kreuzberg.extract_file_sync(str(path)).content)
            except Exception:
                pass
        return total

    return run


SPLITTERS = {
    "langchain": langchain,
    "langchain-recursive": langchain_recursive,
    "semantic-text-splitter": semantic_text_splitter,
    "sectile-wheel": sectile_wheel,
    "llama-index": llama_index,
    "chonkie": chonkie,
    "semchunk": semchunk,
}
READERS = {"pypdfium2": pypdfium2, "pymupdf": pymupdf}
READERS_OF_PATHS = {"pdf-oxide": pdf_oxide, "kreuzberg": kreuzberg}


def paths(folders, suffix):
    """The files below the folders, in the order in which `sectile-peers` has them."""
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*"), key=lambda path: path.parts):
            if path.suffix == suffix and path.is_file():
                yield path


def main():
    arguments = sys.argv[1:]
    most = None
    if "--most" in arguments:
        at = arguments.index("--most")
        most = int(arguments[at + 1]) * 1_000_000
        del arguments[at : at + 2]
    if len(arguments) < 2:
        sys.exit(__doc__)
    engine, *folders = arguments
    if engine in SPLITTERS:
        run = SPLITTERS[engine]()
        files = [path.read_text("utf-8", "replace") for path in paths(folders, ".md")]
        files = [text for text in files if text.strip()]
        sizes = [len(text.encode()) for text in files]
    else:
        run = (READERS | READERS_OF_PATHS)[engine]()
        files = list(paths(folders, ".pdf"))
        sizes = [path.stat().st_size for path in files]
        if engine in READERS:
            files = [path.read_bytes() for path in files]
    if most is not None:
        step = max(1, -(-sum(sizes) // most))
        files, sizes = files[::step], sizes[::step]
    number = len(files)
    if hasattr(run, "prepare"):
        files = run.prepare(files)
    start = time.process_time()
    run(files)
    seconds = time.process_time() - start
    result = {"engine": engine, "files": number, "bytes": sum(sizes), "seconds": seconds}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
