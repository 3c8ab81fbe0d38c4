"""Scores of small areas averaged to what they make up, each by its people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lehc.places.enums import AreaKind
from lehc.places.models import AreaParent
from lehc.places.storing.records import AreaKey

AVERAGED = (AreaKind.MSOA, AreaKind.WARD)


class Average(NamedTuple):
    area: AreaKey
    score: float
    people: float


def average_upwards(
    scores: Mapping[str, tuple[float, float]], vintage: int
) -> Iterator[Average]:
    """The mean of each neighbourhood and ward that lookups put the small areas into.

    `scores` holds score and people by code. One of which a small area has no score, or
    no people, is left out: never a mean of a part.
    """
    links = AreaParent.objects.filter(
        child__kind=AreaKind.LSOA, child__vintage=vintage, parent__kind__in=AVERAGED
    ).order_by("parent__code", "parent__vintage", "child__code")
    children: dict[AreaKey, list[str]] = defaultdict(list)
    for child, code, year in links.values_list(
        "child__code", "parent__code", "parent__vintage"
    ):
        children[(code, year)].append(child)
    for area, codes in children.items():
        known = [scores[code] for code in codes if code in scores]
        people = sum(each for _, each in known)
        if len(known) == len(codes) and people > 0:
            yield Average(area, sum(s * n for s, n in known) / people, people)
