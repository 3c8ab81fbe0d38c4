"""What only the lead of a whole programme does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from lehc.programmes.models import Cohort, Programme
from lehc.site.actions.planting import plant_site

pytestmark = pytest.mark.django_db
WORDS = "/desk/programmes/leading-together/words/"
NEW = "/desk/programmes/leading-together/new-cohort/"
COHORT = {
    "number": "8",
    "stream": "",
    "capacity": "24",
    "starts_on-day": "1",
    "starts_on-month": "3",
    "starts_on-year": "2028",
    "ends_on-day": "1",
    "ends_on-month": "12",
    "ends_on-year": "2028",
}


def test_a_lead_starts_a_cohort_and_comes_to_its_desk(
    cohort: Any, lead: Any, sign_in: Any
) -> None:
    asked = sign_in(lead).get(NEW).content.decode()
    assert "Everybody can see a cohort and its dates once you save them." in asked

    response = sign_in(lead).post(NEW, COHORT, follow=True)

    eighth = Cohort.objects.get(number=8)
    assert (eighth.slug, eighth.capacity, eighth.starts_on) == (
        "eighth-cohort",
        24,
        dt.date(2028, 3, 1),
    )
    page = response.content.decode()
    assert "The eighth cohort is ready to plan." in page
    assert "call to plan" in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"number": "7"}, "there is a cohort with this one"),
        ({"ends_on-year": "2027"}, "Choose an end on or after the start"),
        ({"capacity": "0"}, "Enter 1 or more"),
    ],
)
def test_a_cohort_that_can_not_be_is_asked_again(
    changes: dict[str, str], message: str, cohort: Any, lead: Any, sign_in: Any
) -> None:
    page = sign_in(lead).post(NEW, COHORT | changes).content.decode()

    assert message in page
    assert Cohort.objects.count() == 1


def test_a_lead_changes_how_the_programme_introduces_itself(
    lead: Any, sign_in: Any
) -> None:
    plant_site()
    client = sign_in(lead)
    assert "A year of learning together." in client.get(WORDS).content.decode()

    client.post(
        WORDS,
        {
            "name": "Leading Together",
            "short_name": "LT",
            "strapline": "With people",
            "introduction": "New words.",
            "why": "",
            "contact_name": "Ama",
            "contact_email": "ama@example.org",
        },
    )

    assert "New words." in client.get("/").content.decode()
    assert Programme.objects.get().strapline == "With people"


def test_nobody_else_reaches_these_pages(
    coordinator: Any, outsiders: Any, sign_in: Any, client: Any
) -> None:
    for page in (WORDS, NEW):
        for person in (coordinator, *outsiders):
            assert sign_in(person).get(page).status_code == 404
            assert sign_in(person).post(page, COHORT).status_code == 404
        client.logout()
        assert client.get(page).status_code == 302


def test_wrong_verbs_and_names(lead: Any, sign_in: Any) -> None:
    client = sign_in(lead)

    assert client.delete(WORDS).status_code == 405
    assert client.delete(NEW).status_code == 405
    assert client.get("/desk/programmes/nowhere/words/").status_code == 404
