"""More for a panel to know: higher floors register what came of its decisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lehc.recruitment.models import Call


@dataclass(frozen=True)
class PanelNote:
    """A heading, what has happened, what people changed in it, and where it leads."""

    heading: str
    words: str
    url: str
    link: str
    changes: list[str] = field(default_factory=list)


Source = Callable[[Any, Call], PanelNote | None]
_sources: list[Source] = []


def register_panel_note(source: Source) -> Source:
    """Register `function(person, call)`: the note, or None while there is none."""
    _sources.append(source)
    return source


def list_panel_notes(person: Any, call: Call) -> list[PanelNote]:
    """What the panel of a call may know besides, floor by floor."""
    found = (source(person, call) for source in _sources)
    return [note for note in found if note is not None]
