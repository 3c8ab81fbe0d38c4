"""Tables to read and tables to take away."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from lehc.places.models import AreaChange
from lehc.places.presenters.town import ALL
from lehc.places.presenters.words import REASONS
from lehc.places.profiles import Profile

HEADER = [
    "code",
    "boundary_year",
    "neighbourhood",
    "official_name",
    "local_authority_code",
    "local_authority",
    "deprivation_score",
    "sex",
    "period",
    "life_expectancy",
    "lower95",
    "upper95",
    "deaths",
    "person_years",
    "reason",
    "source",
    "licence",
]


def list_figures(profile: Profile) -> tuple[list[str], list[list[Any]]]:
    """One row a neighbourhood and sex, with all that belongs to the figure."""
    source = profile.sources[0].title if profile.sources else ""
    licence = profile.sources[0].licence if profile.sources else ""
    rows = []
    for row in profile.neighbourhoods:
        for sex in ALL:
            each = row.estimate(sex)
            shown = (
                [each.value, each.lower, each.upper] if each.is_known else [None] * 3
            )
            reason = "" if each.is_known else REASONS.get(each.reason, each.reason)
            rows.append(
                [
                    *(row.code, row.vintage, row.name, row.official_name),
                    *(row.town_code, row.town, row.deprivation),
                    *(sex.value, profile.period, *shown),
                    *(each.deaths, each.person_years, reason, source, licence),
                ]
            )
    return HEADER, rows


def show_ward_changes(changes: Sequence[AreaChange]) -> dict[str, Any] | None:
    """What became of each old ward; None where no change is known."""
    if not changes:
        return None
    rows = []
    for old, parts in groupby(changes, key=lambda change: change.old):
        went = list(parts)
        rows.append(
            [
                f"{old.name} ({old.code})",
                "; ".join(
                    f"{part.new.name} {part.share_of_old:.0%}"
                    for part in went
                    if part.share_of_old >= 0.01
                ),
            ]
        )
    names = {change.new.name for change in changes}
    kept = {change.old.name for change in changes} & names
    return {
        "rows": rows,
        "columns": ["Ward before", "Where its land is now"],
        "old_year": changes[0].old.vintage,
        "new_year": changes[0].new.vintage,
        "kept_names": len(kept),
        "old_count": len(rows),
        "moved": find_moved(changes, kept),
    }


def find_moved(changes: Sequence[AreaChange], kept: set[str]) -> list[str]:
    """Names that stayed while none of their land did."""
    stayed = {
        change.old.name for change in changes if change.old.name == change.new.name
    }
    return sorted(kept - stayed)
