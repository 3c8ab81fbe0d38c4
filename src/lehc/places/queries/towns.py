"""Towns: found by code, searched by name, with their wards."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, Q
from django.http import Http404

from lehc.places.enums import AreaKind
from lehc.places.models import Area, AreaChange
from lehc.places.models.areas import AreaQuerySet

MOST_FOUND = 40


class FoundNeighbourhood(NamedTuple):
    name: str
    official_name: str
    code: str
    town: str
    town_code: str


def get_town(code: str) -> Area:
    """The local authority with this code, in its newest boundaries.

    Raises:
        Http404: there is none.
    """
    found = Area.objects.local_authorities().filter(code=code).newest().first()
    if found is None:
        raise Http404
    return found


def list_towns() -> AreaQuerySet:
    """Every local authority that neighbourhoods lie in, by name."""
    return (
        Area.objects.local_authorities()
        .filter(child_links__child__kind=AreaKind.MSOA)
        .distinct()
        .order_by("name")
    )


def list_mapped_towns() -> list[Area]:
    """Those whose neighbourhoods have boundaries."""
    rows = Area.objects.local_authorities().annotate(
        mapped=Count(
            "child_links__child__boundary",
            filter=Q(child_links__child__kind=AreaKind.MSOA),
        )
    )
    return list(rows.filter(mapped__gt=0).order_by("name"))


def search_towns(words: str) -> list[Area]:
    return list(list_towns().filter(name__icontains=words)[:MOST_FOUND])


def search_neighbourhoods(words: str) -> list[FoundNeighbourhood]:
    """Neighbourhoods whose name holds the words, with the town they lie in."""
    rows = (
        Area.objects.neighbourhoods()
        .filter(Q(common_name__icontains=words) | Q(name__icontains=words))
        .filter(parent_links__parent__kind=AreaKind.LOCAL_AUTHORITY)
        .order_by("common_name", "code")
    )
    columns = ("common_name", "name", "code")
    parents = ("parent_links__parent__name", "parent_links__parent__code")
    return [
        FoundNeighbourhood(common or name, name, *rest)
        for common, name, *rest in rows.values_list(*columns, *parents)[:MOST_FOUND]
    ]


def list_ward_changes(town: Area) -> list[AreaChange]:
    """What became of the old wards, one after the other, the largest share first."""
    return list(
        AreaChange.objects.filter(old__parent_links__parent=town)
        .select_related("old", "new", "dataset")
        .order_by("old__name", "old_id", "-share_of_old")
    )
