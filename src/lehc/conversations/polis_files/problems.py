"""What is wrong with a file, in a sentence that says where and how to mend it."""

from __future__ import annotations


class InputError(ValueError):
    """A file or an option that cannot be used; the message is for the reader."""


def at_line(name: str, line: int, sentence: str) -> InputError:
    """An error in one line of a file; lines are counted from 1, the heading first."""
    return InputError(f"{name}, line {line}: {sentence}")
