"""What a cleaned text consists of, as frozen values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Text:
    """Paragraphs, headings and lists as HTML that has passed the last gate."""

    html: str


@dataclass(frozen=True)
class Quotation:
    """Somebody's words in plain text, and who said them if the post says it."""

    words: str
    source: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture by its number in WordPress, its old address, or both."""

    address: str
    number: int = 0
    alternative: str = ""
    caption: str = ""


@dataclass(frozen=True)
class Embed:
    """Something shown from another site, by its address."""

    address: str


@dataclass(frozen=True)
class Table:
    """Cells in plain text; `has_head` when the first row names the columns."""

    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    has_head: bool = False


@dataclass(frozen=True)
class Button:
    """A link that asks to do something."""

    label: str
    address: str


Piece: TypeAlias = Text | Quotation | Picture | Embed | Table | Button


@dataclass(frozen=True)
class Cleaned:
    """The blocks of a post, and how often each kind of thing was left out."""

    pieces: tuple[Piece, ...]
    left_out: tuple[tuple[str, int], ...] = ()


class Notes:
    """Counts what is left out while a text is read."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def add(self, what: str) -> None:
        self.counts[what] += 1

    def sorted(self) -> tuple[tuple[str, int], ...]:
        return tuple(sorted(self.counts.items()))
