from __future__ import annotations

import datetime as dt

import pytest

from lehc.learning.models import Participant
from lehc.learning.queries import count_presence, list_places
from lehc.places.presence import Presence
from lehc.programmes.reach import PlaceReached, list_places_reached
from tests.factories.accounts import PersonFactory
from tests.factories.places import AreaFactory
from tests.factories.programmes import CohortFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
LONG_AGO = {"starts_on": dt.date(2020, 1, 1), "ends_on": dt.date(2020, 9, 1)}


def test_people_and_cohorts_are_counted_by_place_once_they_have_begun() -> None:
    programme = ProgrammeFactory()
    first, second = (CohortFactory(programme=programme, **LONG_AGO) for _ in range(2))
    coming = CohortFactory(
        programme=programme, starts_on=dt.date(2999, 1, 1), ends_on=dt.date(2999, 9, 1)
    )
    elsewhere = CohortFactory(**LONG_AGO)
    leeds, wigan = AreaFactory(name="Leeds"), AreaFactory(name="Wigan")
    for cohort, place in (
        (first, leeds),
        (first, leeds),
        (second, leeds),
        (second, wigan),
        (second, None),
        (coming, wigan),
        (elsewhere, wigan),
    ):
        Participant.objects.create(cohort=cohort, person=PersonFactory(), place=place)

    assert list_places(programme) == [
        PlaceReached(leeds.code, "Leeds", 3, 2),
        PlaceReached(wigan.code, "Wigan", 1, 1),
    ]
    assert list_places_reached(programme) == list_places(programme)


def test_people_from_a_place_are_counted_but_few_are_not_counted_out() -> None:
    place = AreaFactory(name="Leeds")
    cohort = CohortFactory(**LONG_AGO)

    def join(people: int) -> None:
        for _ in range(people):
            Participant.objects.create(
                cohort=cohort, person=PersonFactory(), place=place
            )

    assert count_presence(place) == []
    join(4)
    assert count_presence(place) == [Presence("Fewer than 5", "people have taken part")]
    join(1)
    assert count_presence(place) == [Presence("5", "people have taken part")]
