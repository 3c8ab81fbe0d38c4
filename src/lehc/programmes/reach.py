"""How far a programme has reached: higher floors register what they can count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lehc.programmes.models import Cohort, Programme


@dataclass(frozen=True)
class Figure:
    """A count with the words that follow it, in the right number."""

    value: int
    words: str


@dataclass(frozen=True)
class PlaceReached:
    """A place from which people took part: how many, and in how many cohorts."""

    code: str
    name: str
    people: int
    cohorts: int


Source = Callable[[Programme], Iterable[Figure]]
PlaceSource = Callable[[Programme], Iterable[PlaceReached]]
_sources: list[Source] = []
_place_sources: list[PlaceSource] = []


def register_reach(source: Source) -> Source:
    """Register `function(programme)`: counts from the database, as they are now."""
    _sources.append(source)
    return source


def register_places_reached(source: PlaceSource) -> PlaceSource:
    """Register `function(programme)`: the places that people came from, each once."""
    _place_sources.append(source)
    return source


def list_places_reached(programme: Programme) -> list[PlaceReached]:
    return [place for source in _place_sources for place in source(programme)]


def list_reach(programme: Programme) -> list[Figure]:
    """What has been reached so far; what is still nothing is left out."""
    figures = [count_cohorts(programme)]
    figures += [figure for source in _sources for figure in source(programme)]
    return [figure for figure in figures if figure.value]


def count_cohorts(programme: Programme) -> Figure:
    count = Cohort.objects.filter(programme=programme).finished().count()
    return Figure(count, "cohort so far" if count == 1 else "cohorts so far")
