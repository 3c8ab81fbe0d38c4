"""Finding the local authority that somebody means from what they typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from lehc.places.models import Area

MOST_NEAR = 6
LEAST_LIKENESS = 0.6  # difflib's own default; “Redding” still finds “Reading”
SURROUNDINGS = re.compile(
    r"\b(royal|london|metropolitan|borough|city|county|district|unitary|council|of|"
    r"authority|upon|the)\b"
)


def simplify(name: str) -> str:
    """A name without what people add or leave out: “Reading Borough Council”."""
    plain = re.sub(r"[^\w\s]", " ", name.casefold().replace("&", " and "))
    kept = SURROUNDINGS.sub(" ", plain).split()
    return " ".join(kept or plain.split())


def match_places(typed: str, areas: Iterable[Area]) -> tuple[Area | None, list[Area]]:
    """The area that was meant, or else the ones that may have been meant.

    Exactly one of the same name, or of the same name but for words like “council”, is
    the answer. Otherwise the near ones: those that contain what was typed first, then
    those spelt alike.
    """
    newest: dict[str, Area] = {}
    for area in sorted(areas, key=lambda area: area.vintage):
        newest[area.code] = area
    wanted = simplify(typed)
    exact = [
        area for area in newest.values() if area.name.casefold() == typed.casefold()
    ]
    same = exact or [a for a in newest.values() if simplify(a.name) == wanted]
    if len(same) == 1:
        return same[0], []
    return None, same or list_near(wanted, list(newest.values()))


def list_near(wanted: str, areas: list[Area]) -> list[Area]:
    if not wanted:
        return []
    by_name = {simplify(area.name): area for area in areas}
    names = [name for name in by_name if wanted in name or name in wanted]
    alike = get_close_matches(wanted, by_name, n=MOST_NEAR, cutoff=LEAST_LIKENESS)
    near = dict.fromkeys([*sorted(names), *alike])
    return [by_name[name] for name in near][:MOST_NEAR]
