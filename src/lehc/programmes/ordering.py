"""Keeping things that have a position in order, one step at a time."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet


def close_ranks(siblings: QuerySet[Any]) -> None:
    """Number the siblings 1, 2, 3 … in their present order."""
    for position, sibling in enumerate(siblings, start=1):
        if sibling.position != position:
            sibling.position = position
            sibling.save(update_fields=["position"])


def swap_with_neighbour(thing: Model, siblings: QuerySet[Any], *, up: bool) -> bool:
    """Swap a thing with the one before or after it; say whether there was one."""
    close_ranks(siblings)
    ordered = list(siblings.all())
    here = [sibling.pk for sibling in ordered].index(thing.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(ordered):
        return False
    first, second = ordered[here], ordered[there]
    first.position, second.position = second.position, first.position
    first.save(update_fields=["position"])
    second.save(update_fields=["position"])
    return True
