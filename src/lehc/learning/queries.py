from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import Http404
from django.utils import timezone

from lehc.learning.models import Participant, ParticipantQuerySet
from lehc.places.models import Area
from lehc.places.presence import Presence, say_people
from lehc.programmes.models import Cohort, Programme
from lehc.programmes.reach import Figure, PlaceReached


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
    rows = taken_part(programme)
    people = rows.count()
    places = rows.exclude(place=None).values("place").distinct().count()
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
