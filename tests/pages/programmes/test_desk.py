from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from lehc.programmes.todo import ToDo, register_personal_todo, register_todo
from tests.factories.programmes import CohortFactory, SessionFactory
from tests.factories.recruitment import CallFactory

pytestmark = pytest.mark.django_db
URL = "/desk/seventh/"


def test_the_teams_home_lists_what_waits_urgent_first(
    coordinator: Any, sign_in: Any, registries: Any
) -> None:
    register_todo(
        lambda cohort: [
            ToDo("things to read", 2, "/read/"),
            ToDo("nothing of this", 0, "/none/"),
        ]
    )
    register_personal_todo(
        lambda cohort, person: [
            ToDo(f"for {person.email}", 1, "/mine/", is_urgent=True)
        ]
    )

    response = sign_in(coordinator).get(URL)

    assert [todo.words for todo in response.context["todos"]] == [
        f"for {coordinator.email}",
        "things to read",
    ]
    assert 'href="/read/"' in response.content.decode()


def test_a_day_with_nothing_to_do_says_what_will_appear(
    coordinator: Any, sign_in: Any, registries: Any
) -> None:
    page = sign_in(coordinator).get(URL).content.decode()

    assert "Nothing waits for you today" in page


def test_the_next_date_is_shown_and_not_one_gone_by(
    cohort: Any, coordinator: Any, sign_in: Any, registries: Any
) -> None:
    now = timezone.now()
    for title, days in (("Gone", -9), ("Next one", 9), ("Later", 19)):
        SessionFactory(
            cohort=cohort, title=title, starts_at=now + dt.timedelta(days=days)
        )

    page = sign_in(coordinator).get(URL).content.decode()

    assert "Next one:" in page
    assert "Gone" not in page
    assert "Later" not in page


def test_every_page_of_the_cohort_is_linked_and_one_is_current(
    cohort: Any, coordinator: Any, sign_in: Any
) -> None:
    CallFactory(cohort=cohort)
    response = sign_in(coordinator).get(URL)

    pages = response.context["desk"]["pages"]
    labels = [page.label for page in pages]
    assert labels[:5] == ["Today", "Call", "Form", "Dates", "Applications"]
    assert [page.label for page in pages if page.current] == ["Today"]
    for page in pages:
        assert sign_in(coordinator).get(page.url, follow=True).status_code == 200


def test_nobody_else_finds_the_home(outsiders: Any, cohort: Any, sign_in: Any) -> None:
    assert [sign_in(person).get(URL).status_code for person in outsiders] == [404] * 3


def test_somebody_signed_out_is_asked_to_sign_in(cohort: Any, client: Any) -> None:
    for page in (URL, "/desk/"):
        assert client.get(page).headers["Location"].endswith(f"?next={page}")


def test_wrong_verbs_and_wrong_names(coordinator: Any, sign_in: Any) -> None:
    client = sign_in(coordinator)

    assert client.post(URL).status_code == 405
    assert client.post("/desk/").status_code == 405
    assert client.get("/desk/nowhere/").status_code == 404


def test_desks_lists_the_cohorts_of_ones_teams_and_no_other(
    cohort: Any, coordinator: Any, sign_in: Any
) -> None:
    CohortFactory(programme=cohort.programme, number=8)

    page = sign_in(coordinator).get("/desk/").content.decode()

    assert "Seventh cohort" in page
    assert "Eighth cohort" not in page
    assert "Start a new cohort" not in page


def test_a_lead_sees_every_cohort_and_may_start_another(
    cohort: Any, lead: Any, sign_in: Any
) -> None:
    CohortFactory(programme=cohort.programme, number=8)

    page = sign_in(lead).get("/desk/").content.decode()

    for words in ("Seventh cohort", "Eighth cohort", "Start a new cohort"):
        assert words in page


def test_a_new_lead_is_told_how_to_begin(lead: Any, sign_in: Any) -> None:
    assert "Start the first one below." in sign_in(lead).get("/desk/").content.decode()


def test_somebody_in_no_team_is_told_what_will_appear(
    outsiders: Any, sign_in: Any
) -> None:
    page = sign_in(outsiders[0]).get("/desk/").content.decode()

    assert "as soon as a programme lead has added you" in page


def test_desks_ask_the_database_as_often_for_three_cohorts_as_for_one(
    cohort: Any, lead: Any, sign_in: Any, count_queries: Any
) -> None:
    client = sign_in(lead)
    once = count_queries(client, "/desk/")

    CohortFactory.create_batch(2, programme=cohort.programme)

    assert count_queries(client, "/desk/") == once
