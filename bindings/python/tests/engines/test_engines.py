"""Five engines give the rows of the library, whatever happens to a document or a worker."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable

import pyarrow
import pytest

import documents
import rows
import sectile
from conftest import ENGINES, Recipe
from tokenizers import Deadly, Fussy

LEVELS = [1024, 256]
OPTIONS: dict[str, Any] = {
    "chunker": sectile.StructuralChunker(levels=LEVELS),
    "reader": sectile.Reader(max_bytes=documents.MAX_BYTES),
}

Find = Callable[[str, str], Recipe]


@pytest.fixture(scope="module")
def expected(request: pytest.FixtureRequest, folder: Path) -> str:
    options: Any = request.config.option
    found = list(rows.of_library(options.lines, folder, documents.MAX_BYTES, LEVELS))
    errors = {row["document"]: row["error"]["kind"] for row in found if row["error"]}
    assert errors == documents.ERRORS
    return rows.digest(found)


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_of_a_parquet_file(engine: str, recipe: Find, parquet: Path, tmp_path: Path, expected: str) -> None:
    recipe(engine, "from_parquet")(str(parquet), str(tmp_path / "chunks.parquet"), **OPTIONS)
    assert rows.digest(rows.of_engine(tmp_path / "chunks.parquet")) == expected


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_of_a_folder(engine: str, recipe: Find, folder: Path, tmp_path: Path, expected: str) -> None:
    recipe(engine, "from_folder")(str(folder), str(tmp_path / "chunks.parquet"), **OPTIONS)
    assert rows.digest(rows.of_engine(tmp_path / "chunks.parquet")) == expected


@pytest.fixture(scope="module")
def ingested(folder: Path) -> str:
    """The lines of the command on the folder, as rows without error and warnings.

    The command has no option for the largest file, and reads one that the engines do not.
    """
    output = folder.parent / "chunks.jsonl"
    levels = ",".join(map(str, LEVELS))
    command = [sys.executable, "-m", "sectile", "ingest", str(folder), "--root", str(folder), "-o", str(output), "-q", "--levels", levels]
    assert subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0
    found = [rows.whole(json.loads(line)) for line in output.open(encoding="utf-8")]
    found = [row for row in found if row["document"] not in documents.ERRORS]
    targets = [link["target"] or "" for row in found for link in row["references"]]
    assert any("#" in target for target in targets), "no link leads to another document"
    return rows.digest(found)


@pytest.mark.parametrize("engine", ENGINES)
def test_links_are_those_of_the_command(engine: str, recipe: Find, parquet: Path, tmp_path: Path, ingested: str) -> None:
    anchors, target = tmp_path / "anchors.parquet", tmp_path / "chunks.parquet"
    recipe(engine, "with_links")(str(parquet), str(anchors), str(target), **OPTIONS)
    found = [row for row in rows.of_engine(target) if row["id"]]
    for row in found:
        del row["error"], row["warnings"]
    assert rows.digest(found) == ingested


def cut_with(engine: str, tokenizer: Any, recipe: Find, parquet: Path, target: Path) -> list[rows.Row]:
    options = {**OPTIONS, "chunker": sectile.StructuralChunker(max_tokens=300, tokenizer=tokenizer)}
    recipe(engine, "from_parquet")(str(parquet), str(target), **options)
    return list(rows.of_engine(target))


@pytest.fixture(scope="module")
def alone(folder: Path) -> str:
    """The rows of `sectile.chunk` where a tokenizer raises, without an engine."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            batch = {"name": [name], "content": [path.read_bytes()]}
            options = {**OPTIONS, "chunker": sectile.StructuralChunker(max_tokens=300, tokenizer=Fussy())}
            found += sectile.arrow.chunk_batch(pyarrow.record_batch(batch), **options).to_pylist()
    return rows.digest(found)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_tokenizer_that_raises_is_a_row(engine: str, recipe: Find, parquet: Path, tmp_path: Path, alone: str) -> None:
    found = cut_with(engine, Fussy(), recipe, parquet, tmp_path / "chunks.parquet")
    errors = {row["document"]: row["error"]["kind"] for row in found if row["error"]}
    assert errors == {**documents.ERRORS, "spoilt/milk.md": "tokenizer"}
    assert rows.digest(found) == alone


@pytest.mark.parametrize("engine", ["ray", "spark"])
def test_a_killed_worker_is_retried(engine: str, recipe: Find, parquet: Path, tmp_path: Path) -> None:
    dead = Deadly(tmp_path / "scene")
    found = cut_with(engine, dead, recipe, parquet, tmp_path / "killed.parquet")
    assert dead.scene.exists(), "no worker was killed"
    again = cut_with(engine, dead, recipe, parquet, tmp_path / "calm.parquet")
    assert rows.digest(found) == rows.digest(again)
    assert {row["document"] for row in found if row["error"]} == set(documents.ERRORS)


@pytest.mark.parametrize("engine", ENGINES)
def test_recipes_are_short(engine: str) -> None:
    source = (Path(__file__).parent / f"with_{engine}.py").read_text()
    functions = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    assert len(functions) >= 3
    for function in functions:
        assert (function.end_lineno or 0) - function.lineno < 15, function.name
