"""Which statements say nearly the same as a new one. Pure, and good enough to ask.

Likeness is the cosine of two texts' three-letter pieces, word by word, endings
softened: "bench" and "benches" share most. It is shown to a writer, decides nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import sqrt

WORD = re.compile(r"[^\W_]+")
# Words that say nothing about the subject.
EMPTY_WORDS = (
    "a an and are as at be by do for from has have i in is it its me my not of on or "
    "our should so that the their there they this to us we what will with would you"
)
EMPTY = frozenset(EMPTY_WORDS.split())
ALIKE = 0.45  # from here on people call two statements the same subject
MOST_SHOWN = 3


def find_similar(text: str, others: Iterable[tuple[int, str]]) -> list[int]:
    """The ids of statements like `text`, the likest first."""
    pieces = {key: cut(words) for key, words in others}
    return find_alike(cut(text), pieces)


def find_similar_to_each(
    texts: Iterable[tuple[int, str]], others: Iterable[tuple[int, str]]
) -> dict[int, list[int]]:
    """For each text, by its id, the ids of others like it, the likest first."""
    pieces = {key: cut(words) for key, words in others}
    wanted = {key: cut(words) for key, words in texts}
    return {
        key: find_alike(mine, {k: v for k, v in pieces.items() if k != key})
        for key, mine in wanted.items()
    }


def find_alike(wanted: Counter[str], others: Mapping[int, Counter[str]]) -> list[int]:
    """The keys of the few others that are alike, the likest first."""
    scored = [(measure(wanted, pieces), key) for key, pieces in others.items()]
    alike = sorted(
        (pair for pair in scored if pair[0] >= ALIKE), key=lambda p: (-p[0], p[1])
    )
    return [key for _, key in alike[:MOST_SHOWN]]


def cut(text: str) -> Counter[str]:
    """The three-letter pieces of the words that carry meaning."""
    words = (word for word in WORD.findall(text.casefold()) if word not in EMPTY)
    padded = (f" {word} " for word in words)
    return Counter(
        word[start : start + 3] for word in padded for start in range(len(word) - 2)
    )


def measure(one: Counter[str], other: Counter[str]) -> float:
    """The cosine of two counts, 0 to 1."""
    shared = sum(count * other[piece] for piece, count in one.items())
    length = sqrt(
        sum(count * count for count in one.values())
        * sum(count * count for count in other.values())
    )
    return shared / length if length else 0.0
