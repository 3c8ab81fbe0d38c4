"""What sharing out starts from: who may read what, and what stands already."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from lehc.assessment.conflicts import suggest_conflicts
from lehc.assessment.enums import ReviewState, SwapState
from lehc.assessment.models import (
    Assessor,
    AssessorQuerySet,
    Assignment,
    Declaration,
    Swap,
)
from lehc.assessment.policy import assessable
from lehc.assessment.queries.conflicts import describe_applicants, describe_readers
from lehc.recruitment.models import Call

Pair = tuple[int, int]  # application id, assessor id


@dataclass(frozen=True)
class Pool:
    """Ids in a fixed order, and pairs of them.

    barred: may not be made: a conflict, declared or likely, or an abstention.
    kept: begun or cleared, so they stay; `standing` may move; `carried` is done work
    that gives the application no review. `sectors` and `places` are the assessors', in
    their order, None where they are unknown.
    """

    applications: tuple[int, ...]
    assessors: tuple[int, ...]
    lived: frozenset[int]
    barred: frozenset[Pair]
    kept: frozenset[Pair]
    standing: frozenset[Pair]
    carried: frozenset[Pair]
    sectors: tuple[str | None, ...] = ()
    places: tuple[int | None, ...] = ()


def describe_pool(call: Call) -> Pool:
    """The pool of a call. The number of queries does not depend on its size."""
    applicants = describe_applicants(assessable(call))
    people = list(list_sharers(call).select_related("person", "place", "organisation"))
    readers = describe_readers(call, people)
    cleared, conflicts = collect_declared(call, people)
    given = collect_assignments(call, cleared)
    likely = {
        (application_id, assessor_id)
        for application_id, applicant in applicants.items()
        for assessor_id, reader in readers.items()
        if suggest_conflicts(reader, applicant)
    }
    ended = {row.pk for row in people if row.ended_at or not row.reads}
    closed = {(one, other) for one in applicants for other in ended}
    own = collect_own(call, people)
    return Pool(
        applications=tuple(sorted(applicants)),
        assessors=tuple(row.pk for row in people),
        lived=frozenset(row.pk for row in people if row.has_lived_experience),
        barred=frozenset(
            (likely - cleared)
            | conflicts
            | own
            | closed
            | given["carried"]
            | collect_swapped(call)
        ),
        kept=frozenset(given["kept"] - conflicts - own),
        standing=frozenset(given["standing"]),
        carried=frozenset(given["carried"] - conflicts - own),
        sectors=tuple(find_sector(row) for row in people),
        places=tuple(row.place_id for row in people),
    )


def find_sector(assessor: Assessor) -> str | None:
    organisation = assessor.organisation
    return organisation.sector if organisation else None


def list_sharers(call: Call) -> AssessorQuerySet:
    """Assessors who read, and those who ended after they had finished a review."""
    finished = Assignment.objects.current().filter(
        assessor=OuterRef("pk"), review__isnull=False
    )
    return Assessor.objects.filter(
        Q(ended_at__isnull=True, reads=True) | Exists(finished), call=call
    ).order_by("pk")


def collect_declared(call: Call, people: list[Assessor]) -> tuple[set[Pair], set[Pair]]:
    """Pairs cleared, and pairs with a conflict, by the newest declarations."""
    by_person = {row.person_id: row.pk for row in people}
    rows = Declaration.objects.current().filter(
        application__call=call, person__in=by_person
    )
    cleared: set[Pair] = set()
    conflicts: set[Pair] = set()
    for person_id, application_id, has_conflict in rows.values_list(
        "person_id", "application_id", "has_conflict"
    ):
        pair = (application_id, by_person[person_id])
        (conflicts if has_conflict else cleared).add(pair)
    return cleared, conflicts


def collect_assignments(call: Call, cleared: set[Pair]) -> dict[str, set[Pair]]:
    """Current assignments: kept (begun or cleared), standing, carried (abstained)."""
    found: dict[str, set[Pair]] = {"kept": set(), "standing": set(), "carried": set()}
    rows = Assignment.objects.current().filter(assessor__call=call)
    for application_id, assessor_id, state in rows.values_list(
        "application_id", "assessor_id", "review__state"
    ):
        pair = (application_id, assessor_id)
        if state == ReviewState.ABSTAINED:
            found["carried"].add(pair)
        elif state or pair in cleared:
            found["kept"].add(pair)
        else:
            found["standing"].add(pair)
    return found


def collect_swapped(call: Call) -> set[Pair]:
    """Pairs that the assessor asked somebody else to read: they do not come back."""
    rows = Swap.objects.filter(assignment__assessor__call=call, state=SwapState.AGREED)
    return set(rows.values_list("assignment__application", "assignment__assessor"))


def collect_own(call: Call, people: list[Assessor]) -> set[Pair]:
    """Pairs of an assessor with their own application, or one of their place team."""
    by_person = {row.person_id: row.pk for row in people}
    mine = list(
        call.applications.filter(person__in=by_person).values_list(
            "pk", "person_id", "team_id"
        )
    )
    teams = {team_id for _, _, team_id in mine if team_id}
    mates = (
        call.applications.filter(team__in=teams).values_list("pk", "team_id")
        if teams
        else ()
    )
    own = {(pk, by_person[person_id]) for pk, person_id, _ in mine}
    return own | {
        (pk, by_person[person_id])
        for pk, team_id in mates
        for _, person_id, mine_id in mine
        if mine_id == team_id
    }
