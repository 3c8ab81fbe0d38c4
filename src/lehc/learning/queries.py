from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404
from django.utils import timezone

from lehc.learning.enums import MixBy
from lehc.learning.models import (
    Participant,
    ParticipantQuerySet,
    SetPlace,
    SetPlan,
)
from lehc.places.models import Area
from lehc.places.presence import Presence, say_people
from lehc.programmes.models import Cohort, Programme
from lehc.programmes.reach import Figure, PlaceReached
from lehc.recruitment.queries.answers import collect_answers

ROLE_QUESTION = "role"


def participations_of(person: Any) -> ParticipantQuerySet:
    """The person's own places in cohorts, newest first."""
    return (
        Participant.objects.present()
        .for_pages()
        .filter(person=person)
        .order_by("-cohort__starts_on")
    )


def get_participation(person: Any, slug: str) -> Participant:
    """The person's place in the cohort.

    Raises:
        Http404: no such cohort, or the person is not in it.
    """
    found = participations_of(person).filter(cohort__slug=slug).first()
    if found is None:
        raise Http404
    return found


def get_calendar_owner(key: str) -> Participant:
    """Whose private calendar has this key.

    Raises:
        Http404: nobody's.
    """
    found = Participant.objects.present().for_pages().filter(calendar_key=key).first()
    if found is None:
        raise Http404
    return found


def people_in(cohort: Cohort) -> ParticipantQuerySet:
    """Everyone in the cohort, by name."""
    return (
        Participant.objects.present()
        .for_pages()
        .filter(cohort=cohort)
        .order_by("person__name", "id")
    )


def taken_part(programme: Programme) -> ParticipantQuerySet:
    """Everyone in a cohort of the programme that has begun."""
    return Participant.objects.present().filter(
        cohort__programme=programme, cohort__starts_on__lte=timezone.localdate()
    )


def list_places(programme: Programme) -> list[PlaceReached]:
    """The places that people came from, with how many and in how many cohorts."""
    rows = (
        taken_part(programme)
        .exclude(place=None)
        .values_list("place__code", "place__name")
        .annotate(people=Count("pk"), cohorts=Count("cohort", distinct=True))
        .order_by("place__name", "place__code")
    )
    return [PlaceReached(*row) for row in rows]


def count_reach(programme: Programme) -> list[Figure]:
    """How many people have taken part so far, from how many places."""
    counts = taken_part(programme).aggregate(
        people=Count("pk"), places=Count("place", distinct=True)
    )
    people, places = counts["people"], counts["places"]
    return [
        Figure(
            people, "person has taken part" if people == 1 else "people have taken part"
        ),
        Figure(places, "place" if places == 1 else "towns, cities and districts"),
    ]


def count_presence(area: Area) -> list[Presence]:
    """How many people from a place have taken part; few are not counted out."""
    rows = Participant.objects.present().filter(
        place__code=area.code, cohort__starts_on__lte=timezone.localdate()
    )
    people = rows.count()
    if not people:
        return []
    return [Presence(say_people(people), "people have taken part")]


def read_mix(
    people: list[Participant], keys: tuple[str, ...]
) -> dict[int, tuple[str, ...]]:
    """Each participant's values of these categories; empty where there is none."""
    roles = read_roles(people) if MixBy.ROLE in keys else {}
    values = {
        row.pk: {
            MixBy.PLACE: row.place.code if row.place else "",
            MixBy.SECTOR: row.organisation.sector if row.organisation else "",
            MixBy.ROLE: roles.get(row.pk, ""),
        }
        for row in people
    }
    return {pk: tuple(own[MixBy(key)] for key in keys) for pk, own in values.items()}


def read_roles(people: Iterable[Participant]) -> dict[int, str]:
    """The role each participant named when they applied, where they did."""
    applied = {row.application_id: row.pk for row in people if row.application_id}
    rows = Participant.objects.filter(pk__in=applied.values()).select_related(
        "application"
    )
    answers = collect_answers([row.application for row in rows if row.application])
    return {
        applied[pk]: str(own[ROLE_QUESTION].value)
        for pk, own in answers.items()
        if ROLE_QUESTION in own
    }


def list_set_plans(cohort: Cohort) -> QuerySet[SetPlan]:
    """Every plan of a cohort's learning sets, the newest first."""
    return SetPlan.objects.filter(cohort=cohort).select_related("made_by", "fixed_by")


def get_set_plan(cohort: Cohort, pk: int) -> SetPlan:
    """The plan.

    Raises:
        Http404: the cohort has no such plan.
    """
    found = list_set_plans(cohort).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def find_current_plan(cohort: Cohort) -> SetPlan | None:
    """The plan that people see: the newest that was fixed."""
    fixed = list_set_plans(cohort).exclude(fixed_at=None)
    return fixed.order_by("-fixed_at", "-id").first()


def count_moved(plan: SetPlan) -> tuple[int, int]:
    """(people of the cohort without a set in the plan, people in it who have left)."""
    cohort = Participant.objects.present().filter(cohort=plan.cohort_id)
    present = set(cohort.values_list("pk", flat=True))
    placed = set(plan.places.values_list("participant_id", flat=True))
    return len(present - placed), len(placed - present)


def list_set_places(plan: SetPlan) -> list[SetPlace]:
    """Where everybody who is still in the cohort is, by round and set."""
    present = Participant.objects.present().for_pages().filter(cohort=plan.cohort_id)
    people = {row.pk: row for row in present.order_by("person__name", "id")}
    rank = {pk: number for number, pk in enumerate(people)}
    places = list(SetPlace.objects.filter(plan=plan, participant__in=people))
    for place in places:
        place.participant = people[place.participant_id]
    places.sort(key=lambda row: (row.round, row.number, rank[row.participant_id]))
    return places
