"""What the programme itself has done in a place: higher floors register what they know.

Each source gives counts from the database as they are now, with small numbers of people
already said in words: a place page never names or singles out a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lehc.places.models import Area

FEWEST_SHOWN = 5


@dataclass(frozen=True)
class Presence:
    """One thing the programme has in a place, perhaps with a page that says more."""

    value: str
    words: str
    href: str = ""


Source = Callable[[Area], Iterable[Presence]]
_sources: list[Source] = []


def register_presence(source: Source) -> Source:
    """Register `function(area)`: what there is in the area, if anything."""
    _sources.append(source)
    return source


def list_presence(area: Area) -> list[Presence]:
    return [presence for source in _sources for presence in source(area)]


def say_people(count: int) -> str:
    """A count of people; few are not counted out."""
    if 0 < count < FEWEST_SHOWN:
        return f"Fewer than {FEWEST_SHOWN}"
    return str(count)
