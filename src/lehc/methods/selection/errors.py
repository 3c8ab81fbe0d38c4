"""What can go wrong in a selection: a stable code and the facts, for the caller to say.

The words shown to a reader are made by the caller (a page, a command), which may
translate them; `str(error)` is for developers.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Fact = str | int | float | tuple[str, ...]


class SelectionError(ValueError):
    """The question cannot be answered as it was put.

    `code` is stable and documented in docs/methods/selection.md; `facts` holds the
    names and numbers that a sentence about it needs.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        self.code = code
        self.facts: Mapping[str, Fact] = MappingProxyType(dict(facts))
        listed = ", ".join(f"{name}={fact!r}" for name, fact in facts.items())
        super().__init__(f"{code}: {listed}" if listed else code)


class TimeRanOutError(SelectionError):
    """The caller's time limit passed before there was anything to report."""

    def __init__(self, stage: str) -> None:
        super().__init__("time_ran_out", stage=stage)
