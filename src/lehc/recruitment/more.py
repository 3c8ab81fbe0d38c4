"""More for one applicant to read: higher floors register a page of theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lehc.recruitment.models import Application


@dataclass(frozen=True)
class MoreToRead:
    """A page for the applicant alone, and the words of the link that leads to it."""

    label: str
    url: str


Source = Callable[[Application], MoreToRead | None]
_sources: list[Source] = []


def register_more(source: Source) -> Source:
    """Register `function(application)`: the page, or None while there is none."""
    _sources.append(source)
    return source


def list_more(application: Application) -> list[MoreToRead]:
    """What this applicant may read besides, floor by floor."""
    found = (source(application) for source in _sources)
    return [more for more in found if more is not None]
