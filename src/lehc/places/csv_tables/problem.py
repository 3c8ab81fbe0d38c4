"""What is wrong with a file, in a sentence for the person who can mend it."""

from __future__ import annotations


class TableError(Exception):
    """A file cannot be used as it is. The message says where, what, and the mend."""


def problem_at(line: int, sentence: str) -> TableError:
    """The problem with one line, counted from 1 as editors and Excel do."""
    return TableError(f"Line {line:,}: {sentence}")
