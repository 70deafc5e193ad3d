"""Hits become passages within a budget."""

import json
from typing import Callable

import pytest

import sectile

SOURCE = (
    "# Tea\n\n## Green\n\nLet the water cool as the [kettle](#kettle) says.\n\n"
    "## Black\n\nPour the water boiling over the leaves.\n\n## Kettle\n\nIt beeps at every ten degrees, and again when the water boils.\n"
).encode()


def chunks() -> list[sectile.Chunk]:
    chunker = sectile.StructuralChunker(levels=[60, 24], tokenizer="words")
    return sectile.chunk(SOURCE, name="tea.md", chunker=chunker)


def found(all_chunks: list[sectile.Chunk], word: str) -> str:
    return next(chunk.id for chunk in all_chunks if chunk.level == 1 and word in chunk.text)


def test_a_budget_of_tokens_is_kept() -> None:
    made = chunks()
    passages = sectile.Passages(made, tokenizer="words")
    hits = [(found(made, "boiling"), 2.0), (found(made, "cool"), 1.0)]
    for tokens in range(40):
        selected = passages.select(hits, tokens=tokens)
        assert sum(passage.tokens for passage in selected) <= tokens
    assert passages.select(hits, tokens=0) == []
    first = passages.select(hits, tokens=14)[0]
    assert first.document == "tea.md" and first.hits == [hits[0]]
    assert [heading.text for heading in first.headings] == ["Tea", "Black"]
    assert first.lines == (7, 9) and first.pages == [] and first.score == 2.0
    citation = first.citations[0]
    start, end = citation.bytes or (0, 0)
    assert SOURCE[start:end].decode() == first.text
    assert citation.span == first.span and citation.url is None


def test_json_gives_the_same_passages() -> None:
    made = chunks()
    passages = sectile.Passages(made)
    cool = found(made, "cool")
    request = {"hits": [{"id": cool, "score": 7.5}], "budget": {"results": 5}}
    response = json.loads(passages.select_json(json.dumps(request)))
    selected = passages.select([(cool, 7.5)], results=5)
    assert response["passages"] == [json.loads(passage.to_json()) for passage in selected]
    with pytest.raises(sectile.SectileError) as raised:
        passages.select_json("{}")
    assert raised.value.kind == "malformed"


def test_references_are_followed_on_request() -> None:
    made = chunks()
    hits = [(found(made, "cool"), 1.0)]
    without = sectile.Passages(made, tokenizer="words", selection="chunks")
    assert len(without.select(hits, tokens=100)) == 1
    following = sectile.Passages(made, tokenizer="words", selection="chunks", references=True)
    selected = following.select(hits, tokens=100)
    assert "It beeps at" in selected[1].text and selected[1].score is None


def test_the_tokenizer_may_be_a_callable() -> None:
    made = chunks()
    passages = sectile.Passages(made, tokenizer=len)
    selected = passages.select([(found(made, "boiling"), 1.0)], tokens=90)
    assert selected and selected[0].tokens == len(selected[0].content) <= 90


def test_errors_have_a_kind() -> None:
    made = chunks()
    passages = sectile.Passages(made)
    calls: list[tuple[Callable[[], object], str]] = [
        (lambda: passages.select([("milk", 1.0)], tokens=9), "unknown_chunk"),
        (lambda: passages.select([(made[0].id, float("nan"))], tokens=9), "config"),
        (lambda: passages.select([], tokens=9, results=5), "config"),
        (lambda: passages.select([]), "config"),
        (lambda: sectile.Passages(made + made), "config"),
        (lambda: sectile.Passages(made, selection="milk"), "config"),  # type: ignore[arg-type]
    ]
    for call, kind in calls:
        with pytest.raises(sectile.SectileError) as raised:
            call()
        assert raised.value.kind == kind
