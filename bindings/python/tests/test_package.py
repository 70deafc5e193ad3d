"""The package gives the chunks of the command, in every way that it is used."""

import json
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

import sectile
import sectile.arrow

TESTDATA = Path(__file__).parents[3] / "testdata"


def words(text: str) -> int:
    return len(text.split())


def refuse(text: str) -> int:
    raise ValueError("milk is not counted")


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "sectile", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True)


def test_a_folder_is_that_of_the_command(tmp_path: Path) -> None:
    output = tmp_path / "chunks.jsonl"
    folder = TESTDATA / "docs"
    options = ["--root", folder, "--levels", "300,60", "--metadata", "all", "-q"]
    assert command("ingest", folder, "-o", output, *options).returncode == 0
    chunker = sectile.StructuralChunker(levels=[300, 60])
    found = sectile.chunk_folder(folder, root=folder, chunker=chunker, metadata=["all"])
    lines = output.read_text(encoding="utf-8").split("\n")[:-1]
    assert [chunk.to_json() for chunk in found.chunks] == lines
    assert len(found) == len(lines) and not found.errors


def test_the_command_reports_its_status(tmp_path: Path) -> None:
    assert command("--version").stdout.startswith("sectile ")
    assert command("ingest").returncode == 2
    (tmp_path / "tea.pdf").write_bytes(b"no PDF")
    assert command("ingest", tmp_path).returncode == 1
    outline = command("outline", TESTDATA / "docs/manual/field-radio-manual.md")
    assert outline.returncode == 0 and outline.stdout.startswith("h1 ")


@pytest.mark.parametrize("source, name, kind", [
    (b"no PDF", "tea.pdf", "malformed"),
    (b"\x7fELF\x02\x01\x01\0\0\0", "tea", "unknown_format"),
    (b"# Tea" * 10, "tea.md", "too_large"),
    (Path("there/is/none.md"), None, "io"),
])
def test_errors_have_a_kind(source: Any, name: Any, kind: str) -> None:
    with pytest.raises(sectile.SectileError) as raised:
        sectile.read(source, name=name, reader=sectile.Reader(max_bytes=20))
    assert raised.value.kind == kind


@pytest.mark.parametrize("options", [
    {"max_tokens": 0}, {"levels": [1, 2]}, {"levels": [9], "max_tokens": 9}, {"tokenizer": "none"},
])
def test_options_that_are_not_allowed(options: Any) -> None:
    with pytest.raises(sectile.SectileError) as raised:
        sectile.StructuralChunker(**options)
    assert raised.value.kind == "config"


def test_options_of_the_reader() -> None:
    wrong: list[dict[str, Any]] = [{"links": "all"}, {"dialect": "none"}, {"timeout": -1.0}]
    for options in wrong:
        with pytest.raises(sectile.SectileError):
            sectile.Reader(**options)
    with pytest.raises(TypeError):
        sectile.Reader(colour="red")  # type: ignore[call-arg]
    page = b"<p>See <a href='/tea'>tea</a>.</p>"
    for reader in (sectile.Reader(links="keep"), pickle.loads(pickle.dumps(sectile.Reader(links="keep")))):
        assert "/tea" in sectile.read(page, name="x.html", reader=reader).text


def test_a_callable_counts_tokens() -> None:
    chunker = sectile.StructuralChunker(max_tokens=20, tokenizer=words)
    document = sectile.read(TESTDATA / "docs/manual/field-radio-manual.md")
    chunks = chunker.chunk(document)
    assert len(chunks) > 10
    assert all(chunk.tokens == words(chunk.content) <= 20 for chunk in chunks)
    again = pickle.loads(pickle.dumps(chunker)).chunk(document)
    assert again == chunks


def test_an_exception_of_the_tokenizer_is_the_cause() -> None:
    chunker = sectile.StructuralChunker(max_tokens=20, tokenizer=refuse)
    with pytest.raises(sectile.SectileError) as raised:
        sectile.chunk(b"Tea with milk.", name="tea.md", chunker=chunker)
    assert raised.value.kind == "tokenizer"
    assert isinstance(raised.value.__cause__, ValueError)


def test_objects_are_pickled() -> None:
    fixed = sectile.FixedSizeChunker(max_tokens=30, overlap=3, tokenizer="words")
    document = sectile.read(TESTDATA / "docs/manual/field-radio-manual.md")
    for chunker in (fixed, sectile.StructuralChunker(), sectile.StructuralChunker(max_tokens=99)):
        chunks = chunker.chunk(document)
        assert pickle.loads(pickle.dumps(chunker)).chunk(document) == chunks
        assert pickle.loads(pickle.dumps(chunks)) == chunks
        assert len(set(chunks)) == len(chunks)


def test_sections_are_a_tree() -> None:
    document = sectile.read(TESTDATA / "retrieval/docs/lab-quality-manual.pdf")
    for section in document.sections[1:]:
        assert section.parent is not None and section in section.parent.children
        assert section.page and document.section_at(section.path) == section
        assert section.depth == section.parent.depth + 1
        assert section.text in section.parent.text
    assert any(section.confidence for section in document.sections)
    assert document.ledger[0]["drawn"] > 0 and document.metadata["title"]
    chunk = sectile.StructuralChunker().chunk(document)[-1]
    assert chunk.pages[0].number and chunk.lines is None


def test_frameworks_get_the_lines_of_the_command(tmp_path: Path) -> None:
    folder = TESTDATA / "docs/manual"
    found = sectile.chunk_folder(folder, root=folder)

    def lines(form: str) -> list[dict[str, Any]]:
        output = tmp_path / form
        options = ["--root", folder, "--format", form, "-q"]
        assert command("ingest", folder, "-o", output, *options).returncode == 0
        return [json.loads(line) for line in output.open(encoding="utf-8")]

    langchain = sectile.to_langchain(found.chunks)
    assert [json.loads(document.model_dump_json()) for document in langchain] == lines("langchain")
    nodes = sectile.to_llama_index(found.chunks)
    for node, line in zip(nodes, lines("llamaindex"), strict=True):
        assert (node.node_id, node.text, node.metadata) == (line["id_"], line["text"], line["metadata"])
        assert (node.start_char_idx, node.end_char_idx) == (line["start_char_idx"], line["end_char_idx"])
        children = [child.node_id for child in node.child_nodes or []]
        assert children == [child["node_id"] for child in line["relationships"].get("5", [])]
    documents = sectile.to_haystack(found.chunks)
    assert [(document.id, document.content, document.meta) for document in documents] == [
        (line["id"], line["content"], line["meta"]) for line in lines("haystack")
    ]
    # A chunk that was pickled is no longer beside its neighbours.
    alone = sectile.to_llama_index(pickle.loads(pickle.dumps(found.chunks)))
    assert alone[1].start_char_idx is None and alone[1].node_id == nodes[1].node_id


def test_other_threads_run_meanwhile() -> None:
    text = b"# Tea\n\nBoil the water, and wait.\n\n" * 20_000
    ticks, done = [], threading.Event()

    def tick() -> None:
        while not done.wait(0.001):
            ticks.append(1)

    thread = threading.Thread(target=tick)
    thread.start()
    sectile.chunk(text, name="tea.md")
    done.set()
    thread.join()
    assert len(ticks) > 5
