"""Which questions look like a protected characteristic: declared so, or by words.

The nine characteristics are those of section 4 of the Equality Act 2010. A word list
finds what is named, not what is meant: it errs towards asking, and a programme lead
may write down that a question is about something else. docs/methods/protected.md
says what it can't see.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DECLARED = "declared"


@dataclass(frozen=True)
class Trait:
    """A characteristic, and what made us think so ("declared", or the word found)."""

    name: str
    because: str


@cache
def load_words() -> dict[str, re.Pattern[str]]:
    """One pattern for each characteristic; a word that ends in * may go on."""
    path = files("lehc.selection") / "data" / "protected_words.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {one["name"]: make_pattern(one["words"]) for one in data["characteristic"]}


def make_pattern(words: Iterable[str]) -> re.Pattern[str]:
    parts = [
        re.escape(word.removesuffix("*")).replace(r"\ ", r"[\s-]+")
        + (r"\w*" if word.endswith("*") else "")
        for word in words
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def find_traits(texts: Iterable[str], *, declared: str = "") -> tuple[Trait, ...]:
    """The characteristics that a question's words and answers name."""
    whole = "\n".join(texts).replace("_", " ")
    found = [Trait(declared, DECLARED)] if declared else []
    for name, pattern in load_words().items():
        match = pattern.search(whole)
        if match and name != declared:
            found.append(Trait(name, match[0].lower()))
    return tuple(found)
