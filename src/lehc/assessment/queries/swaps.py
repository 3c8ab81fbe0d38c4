"""Who may read an application in a colleague's place, so that nothing gets unfairer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from lehc.assessment.models import Assessor, Swap, SwapQuerySet
from lehc.assessment.policy import without_conflicts
from lehc.assessment.queries.sharing import Pair, Pool, describe_pool
from lehc.recruitment.models import Application, Call


@dataclass(frozen=True)
class Taker:
    """An assessor who may take it; `gives` is the application that comes back."""

    assessor_id: int
    load: int
    gives: int | None


def find_takers(pool: Pool, application_id: int, asker_id: int) -> list[Taker]:
    """Who may take an application over, best first: lightest load, then by id.

    Nobody with a conflict, declared or likely, and nobody who has or had it. The loads
    get no more unequal: who would have more than the asker has now gives back one they
    have not begun. An application never loses its only reader with lived experience to
    somebody without.
    """
    held = pool.kept | pool.standing | pool.carried
    loads = Counter(assessor_id for _, assessor_id in held)
    takers = []
    for assessor_id in pool.assessors:
        pair = (application_id, assessor_id)
        if assessor_id == asker_id or pair in pool.barred or pair in held:
            continue
        if not keeps_lived(pool, held, application_id, asker_id, assessor_id):
            continue
        gives = None
        if loads[assessor_id] + 1 > loads[asker_id]:
            gives = find_return(pool, held, asker_id, assessor_id)
            if gives is None:
                continue
        takers.append(Taker(assessor_id, loads[assessor_id], gives))
    return sorted(takers, key=rank_taker)


def rank_taker(taker: Taker) -> tuple[bool, int, int]:
    return taker.gives is not None, taker.load, taker.assessor_id


def find_return(
    pool: Pool, held: frozenset[Pair], asker_id: int, taker_id: int
) -> int | None:
    """What the taker has not begun and the asker may read; the lowest id, or None."""
    for application_id, assessor_id in sorted(pool.standing):
        pair = (application_id, asker_id)
        if (
            assessor_id == taker_id
            and pair not in pool.barred
            and pair not in held
            and keeps_lived(pool, held, application_id, taker_id, asker_id)
        ):
            return application_id
    return None


def keeps_lived(
    pool: Pool, held: frozenset[Pair], application_id: int, was: int, now: int
) -> bool:
    """Whether an application keeps a reader with lived experience, if it had one."""
    if was not in pool.lived or now in pool.lived:
        return True
    return any(
        key == application_id and assessor_id != was and assessor_id in pool.lived
        for key, assessor_id in held
    )


def list_open_swaps(call: Call) -> SwapQuerySet:
    return (
        Swap.objects.open()
        .filter(assignment__assessor__call=call)
        .select_related("assignment__assessor__person", "assignment__application")
    )


def list_visible_swaps(person: Any, call: Call) -> list[Swap]:
    """Open swaps of what this member of the team may see."""
    seen = without_conflicts(person, Application.objects.filter(call=call))
    rows = list_open_swaps(call)
    return list(rows.filter(assignment__application__in=seen.order_by().values("pk")))


def list_takers(call: Call, swaps: list[Swap]) -> dict[int, list[Taker]]:
    """Takers by swap id; one pool for all of them, and none without a swap."""
    if not swaps:
        return {}
    pool = describe_pool(call)
    return {
        swap.pk: find_takers(
            pool, swap.assignment.application_id, swap.assignment.assessor_id
        )
        for swap in swaps
    }


def list_offered_to(assessor: Assessor) -> list[tuple[Swap, Taker]]:
    """The swaps that this assessor may take now."""
    swaps = [
        swap
        for swap in list_open_swaps(assessor.call)
        if swap.assignment.assessor_id != assessor.pk
    ]
    found = list_takers(assessor.call, swaps)
    return [
        (swap, taker)
        for swap in swaps
        for taker in found[swap.pk]
        if taker.assessor_id == assessor.pk
    ]


def list_own_swaps(assessor: Assessor) -> set[int]:
    """The applications that the assessor asks somebody else to read."""
    rows = list_open_swaps(assessor.call).filter(assignment__assessor=assessor)
    return set(rows.values_list("assignment__application", flat=True))
