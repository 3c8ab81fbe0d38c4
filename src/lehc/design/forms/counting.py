"""How long an answer may be, and how long it is, in words a person reads."""

from __future__ import annotations

import re

from django import forms

WORD = re.compile(r"\S+")


def count_words(text: str) -> int:
    """The words of a text: runs of anything but space, as the script counts them."""
    return len(WORD.findall(text))


def count_characters(text: str) -> int:
    """The characters of a text, a new line counted once however it was sent."""
    return len(text.replace("\r\n", "\n"))


def describe_limit(field: forms.Field) -> str:
    """The sentence under a text box that has a limit; empty without one."""
    if limit := getattr(field, "word_limit", None):
        return f"You can enter up to {limit:,} words"
    if limit := getattr(field, "max_length", None):
        return f"You can enter up to {limit:,} characters"
    return ""


def describe_count(field: forms.Field, text: str) -> str:
    """How long the text is at present; empty for an empty text."""
    if not text.strip():
        return ""
    if getattr(field, "word_limit", None):
        return f"Your answer has {name_number(count_words(text), 'word')} now"
    return f"Your answer has {name_number(count_characters(text), 'character')} now"


def name_number(number: int, noun: str) -> str:
    """``1 word``, ``2 words``, ``1,000 words``."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
