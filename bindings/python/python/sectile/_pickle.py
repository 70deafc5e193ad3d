"""Functions that pickles refer to by name."""

from ._sectile import Chunk


def load_chunk(line: str) -> Chunk:
    return Chunk.from_json(line)
