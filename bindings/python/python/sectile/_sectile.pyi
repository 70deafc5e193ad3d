from os import PathLike
from typing import Any, Callable, Literal, Sequence, final

_Tokenizer = str | Callable[[str], int]
_Unshown = Literal["omit", "keep"]

class SectileError(Exception):
    kind: str

@final
class Reader:
    def __new__(
        cls,
        *,
        format: str | None = None,
        dialect: str | None = None,
        html_content: Literal["main", "all"] | None = None,
        links: Literal["words", "keep"] | None = None,
        hidden: _Unshown | None = None,
        boilerplate: _Unshown | None = None,
        unreadable: _Unshown | None = None,
        password: str | None = None,
        max_heading_level: int | None = None,
        max_bytes: int | None = None,
        timeout: float | None = None,
    ) -> Reader: ...

@final
class Warning:
    kind: str
    offset: int | None
    message: str

@final
class Section:
    @property
    def title(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def depth(self) -> int: ...
    @property
    def path(self) -> str: ...
    @property
    def anchor(self) -> str: ...
    @property
    def number(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def own_text(self) -> str: ...
    @property
    def span(self) -> tuple[int, int]: ...
    @property
    def page(self) -> int | None: ...
    @property
    def confidence(self) -> int | None: ...
    @property
    def parent(self) -> Section | None: ...
    @property
    def children(self) -> list[Section]: ...

@final
class Document:
    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def text(self) -> str: ...
    @property
    def metadata(self) -> dict[str, str]: ...
    @property
    def root(self) -> Section: ...
    @property
    def sections(self) -> list[Section]: ...
    @property
    def warnings(self) -> list[Warning]: ...
    @property
    def ledger(self) -> list[dict[str, int]]: ...
    def section_at(self, path: str) -> Section | None: ...
    def coverage(self, chunks: Sequence[Chunk]) -> float: ...

@final
class Heading:
    level: int
    text: str
    anchor: str
    confidence: int | None

@final
class PageBox:
    number: int
    label: str | None
    bbox: tuple[float, float, float, float]

@final
class Reference:
    text: str
    span: tuple[int, int]
    target: str | None
    href: str
    kind: str
    target_span: tuple[int, int] | None

@final
class Chunk:
    @property
    def id(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def ordinal(self) -> int: ...
    @property
    def headings(self) -> list[Heading]: ...
    @property
    def section(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def suffix(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def breadcrumb(self) -> str: ...
    @property
    def tokens(self) -> int: ...
    @property
    def span(self) -> tuple[int, int]: ...
    @property
    def omitted(self) -> list[tuple[int, int]]: ...
    @property
    def bytes(self) -> tuple[int, int] | None: ...
    @property
    def lines(self) -> tuple[int, int] | None: ...
    @property
    def pages(self) -> list[PageBox]: ...
    @property
    def kinds(self) -> list[str]: ...
    @property
    def part(self) -> tuple[int, int] | None: ...
    @property
    def level(self) -> int: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def references(self) -> list[Reference]: ...
    @property
    def metadata(self) -> dict[str, str]: ...
    @property
    def url(self) -> str | None: ...
    def link(self, base: str) -> str: ...
    def to_json(self) -> str: ...
    @staticmethod
    def from_json(line: str) -> Chunk: ...

@final
class StructuralChunker:
    def __new__(
        cls,
        *,
        levels: Sequence[int] | None = None,
        max_tokens: int | None = None,
        tokenizer: _Tokenizer | None = None,
    ) -> StructuralChunker: ...
    @property
    def levels(self) -> list[int]: ...
    def chunk(self, document: Document) -> list[Chunk]: ...

@final
class FixedSizeChunker:
    def __new__(
        cls,
        *,
        max_tokens: int = 512,
        overlap: int = 50,
        tokenizer: _Tokenizer | None = None,
    ) -> FixedSizeChunker: ...
    def chunk(self, document: Document) -> list[Chunk]: ...

@final
class FolderChunks:
    chunks: list[Chunk]
    errors: list[SectileError]
    warnings: list[tuple[str, Warning]]
    def __len__(self) -> int: ...

@final
class FolderLinks:
    def __new__(cls, anchors: Any) -> FolderLinks: ...

def read(
    source: str | PathLike[str] | bytes,
    *,
    name: str | None = None,
    reader: Reader | None = None,
) -> Document: ...
def chunk(
    source: str | PathLike[str] | bytes,
    *,
    name: str | None = None,
    chunker: StructuralChunker | FixedSizeChunker | None = None,
    reader: Reader | None = None,
) -> list[Chunk]: ...
def chunk_folder(
    path: str | PathLike[str],
    *,
    chunker: StructuralChunker | FixedSizeChunker | None = None,
    reader: Reader | None = None,
    root: str | PathLike[str] | None = None,
    metadata: Sequence[str] | None = None,
    url_base: str | None = None,
    threads: int = 0,
) -> FolderChunks: ...
def chunk_batch(
    batch: Any,
    *,
    chunker: StructuralChunker | FixedSizeChunker | None = None,
    reader: Reader | None = None,
    metadata: Sequence[str] | None = None,
    url_base: str | None = None,
    links: FolderLinks | None = None,
) -> Any: ...
def anchors_batch(batch: Any, *, reader: Reader | None = None) -> Any: ...
def batch_schema() -> Any: ...
def anchors_schema() -> Any: ...
def lines(format: str, chunks: Sequence[Chunk]) -> list[str]: ...
def run(arguments: list[str]) -> int: ...
