from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from lehc.recruitment.models import Call, Criterion
from tests.factories.programmes import CohortFactory, RoleGrantFactory, SessionFactory
from tests.factories.recruitment import CallFactory, CriterionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(sign_in: Any) -> Any:
    """A coordinator of a cohort that has no call yet, signed in."""
    cohort = CohortFactory(slug="eighth")
    return sign_in(RoleGrantFactory(cohort=cohort).person)


def fill_in(**changes: str) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "summary": "Nine months of learning.",
        "audience": "Clinicians\nCouncillors",
        "cost": "",
        "opens_on-day": "1",
        "opens_on-month": "2",
        "opens_on-year": "2027",
        "opens_time": "9am",
        "closes_on-day": "28",
        "closes_on-month": "5",
        "closes_on-year": "2027",
        "closes_time": "midday",
        "panel_on-day": "10",
        "panel_on-month": "6",
        "panel_on-year": "2027",
        "decision_on-day": "20",
        "decision_on-month": "6",
        "decision_on-year": "2027",
        "routes": ["single", "teams"],
        "team_minimum": "3",
        "team_maximum": "6",
        "needs_sponsor": "yes",
        "offer_days": "14",
        "contact_name": "Ama Boateng",
        "contact_email": "ama@example.org",
    }
    return answers | changes


def test_a_call_is_planned_in_the_programmes_own_time_zone(planner: Any) -> None:
    response = planner.post(reverse("call_change", args=["eighth"]), fill_in())

    assert response.headers["Location"] == "/desk/eighth/call/"
    call = Call.objects.get()
    assert call.opens_at == dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC)
    assert call.closes_at == dt.datetime(2027, 5, 28, 11, tzinfo=dt.UTC)  # summer time
    assert (call.allows_single, call.allows_teams, call.needs_sponsor) == (
        True,
        True,
        True,
    )


def test_the_page_says_the_times_as_the_public_reads_them(planner: Any) -> None:
    planner.post(reverse("call_change", args=["eighth"]), fill_in())

    page = planner.get("/desk/eighth/call/").content.decode()

    assert "Friday 28 May 2027, midday" in page
    assert "On their own or as a place team of 3 to 6 people" in page
    assert "Not published" in page
    assert "Say what you look for: add at least one criterion" in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"closes_on-year": "2026"}, "Choose a closing time after the opening time"),
        ({"panel_on-month": "4"}, "Choose a panel date after the call closes"),
        ({"decision_on-month": "5"}, "Choose a decision date on or after the panel"),
        ({"team_maximum": "2"}, "Let the largest team be at least the smallest"),
        ({"opens_time": "soon"}, "Enter a time like 10am, 2:30pm or 14:30"),
        ({"contact_email": "ama"}, "Enter an e-mail address like name@example.org"),
    ],
)
def test_what_nobody_could_follow_is_asked_again_and_nothing_is_lost(
    planner: Any, changes: dict[str, str], message: str
) -> None:
    response = planner.post(reverse("call_change", args=["eighth"]), fill_in(**changes))

    page = response.content.decode()
    assert message in page
    assert "There is a problem" in page
    assert "Nine months of learning." in page
    assert not Call.objects.exists()


def test_a_call_that_nobody_could_apply_to_is_asked_again(planner: Any) -> None:
    response = planner.post(
        reverse("call_change", args=["eighth"]), fill_in() | {"routes": []}
    )

    assert "Choose how can people apply" not in response.content.decode().lower()
    assert response.status_code == 200
    assert not Call.objects.exists()


def test_an_existing_call_is_changed_not_doubled(desk: Any, sign_in: Any) -> None:
    client = sign_in(desk.lead)
    page = client.get(reverse("call_change", args=["seventh"])).content.decode()
    assert "A programme about leading with communities." in page
    assert "<p>The call is public: everybody sees at once what you save here.</p>" in (
        page
    )

    client.post(reverse("call_change", args=["seventh"]), fill_in())

    assert [call.contact_name for call in Call.objects.all()] == ["Ama Boateng"]


def test_an_empty_desk_says_how_to_start(planner: Any) -> None:
    page = planner.get("/desk/eighth/call/").content.decode()

    assert "The call for this cohort will be here" in page
    assert reverse("call_change", args=["eighth"]) in page
    page = planner.get(reverse("call_change", args=["eighth"])).content.decode()
    assert "Nobody outside the team sees it before you publish its form." in page


@pytest.fixture
def unpublished(planner: Any) -> Any:
    return CallFactory(cohort__slug="x", cohort=CohortFactory._meta.model.objects.get())


def test_criteria_are_added_reworded_moved_and_removed(
    planner: Any, unpublished: Any
) -> None:
    for title in ("First", "Second", "Third"):
        planner.post(
            reverse("criterion_new", args=["eighth"]),
            {"title": title, "description": "In plain words."},
        )
    first, second, third = Criterion.objects.order_by("position")

    planner.post(
        reverse("criterion_move", args=["eighth", third.pk]), {"direction": "up"}
    )
    planner.post(
        reverse("criterion_change", args=["eighth", second.pk]),
        {"title": "Second, said better", "description": "Plainer words."},
    )
    planner.post(reverse("criterion_remove", args=["eighth", first.pk]))

    rows = Criterion.objects.order_by("position").values_list("title", "position")
    assert list(rows) == [("Third", 1), ("Second, said better", 2)]


def test_after_publishing_criteria_stay_as_people_read_them(
    desk: Any, sign_in: Any
) -> None:
    client = sign_in(desk.lead)
    other = CriterionFactory(call=desk.call, title="Another")

    client.post(
        reverse("criterion_change", args=["seventh", desk.criterion.pk]),
        {"title": "Changed", "description": "Changed"},
    )
    client.post(reverse("criterion_remove", args=["seventh", desk.criterion.pk]))
    client.post(
        reverse("criterion_move", args=["seventh", other.pk]), {"direction": "up"}
    )

    rows = Criterion.objects.order_by("position").values_list("title", flat=True)
    assert list(rows) == ["Works with people", "Another"]
    assert client.get(reverse("criterion_new", args=["seventh"])).status_code == 404
    page = client.get("/desk/seventh/call/").content.decode()
    assert "what it looks for stays as people read it" in page
    assert "Move up" not in page


def test_words_may_be_mended_while_a_published_call_has_not_opened(
    desk: Any, sign_in: Any
) -> None:
    Call.objects.update(
        opens_at=desk.call.closes_at - dt.timedelta(days=1),
    )

    sign_in(desk.lead).post(
        reverse("criterion_change", args=["seventh", desk.criterion.pk]),
        {"title": "Works with people, not for them", "description": "Plain."},
    )

    assert Criterion.objects.get().title == "Works with people, not for them"


def test_the_page_asks_the_database_as_often_for_three_criteria_as_for_one(
    desk: Any, sign_in: Any, count_queries: Any
) -> None:
    client = sign_in(desk.lead)
    SessionFactory(cohort=desk.cohort)

    once = count_queries(client, "/desk/seventh/call/")
    CriterionFactory.create_batch(2, call=desk.call)
    assert count_queries(client, "/desk/seventh/call/") == once
