from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from icalendar import Calendar

from lehc.accounts.enums import Role
from lehc.programmes.invitations import (
    Invitation,
    InvitationState,
    register_invitations,
)
from lehc.programmes.models import Milestone
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import (
    CohortFactory,
    OrganisationFactory,
    PartnerFactory,
    ProgrammeFactory,
    RoleGrantFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
PAGES = ("/about/", "/partners/", "/cohorts/", "/accessibility/", "/cookies/")


def invite(cohort: Any, state: InvitationState, words: str) -> Invitation:
    return Invitation(cohort.pk, state, words, "By Friday.", "Read on", "/there/")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_works_before_there_is_a_programme(
    page: str, client: Any, registries: Any
) -> None:
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "/cohorts/seventh/dates.ics"])
def test_a_wrong_verb_is_refused(page: str, cohort: Any, client: Any) -> None:
    assert client.post(page).status_code == 405


@pytest.mark.parametrize(
    ("starts", "ends", "state", "standing"),
    [
        (dt.date(2012, 9, 1), dt.date(2013, 7, 1), None, "Finished"),
        (dt.date(2012, 9, 1), dt.date(2100, 7, 1), None, "Meeting now"),
        (dt.date(2099, 9, 1), dt.date(2100, 7, 1), None, "Coming"),
        (
            dt.date(2099, 9, 1),
            dt.date(2100, 7, 1),
            InvitationState.OPEN,
            "Open for applications",
        ),
        (dt.date(2099, 9, 1), dt.date(2100, 7, 1), InvitationState.CLOSED, "Coming"),
    ],
)
def test_a_cohort_says_where_it_stands(
    starts: dt.date,
    ends: dt.date,
    state: InvitationState | None,
    standing: str,
    programme: Any,
    client: Any,
    registries: Any,
) -> None:
    cohort = CohortFactory(programme=programme, starts_on=starts, ends_on=ends)
    if state:
        register_invitations(lambda programme: [invite(cohort, state, "A call")])

    [item] = client.get("/cohorts/").context["cohorts"]

    assert item["standing"][0] == standing


def test_cohorts_and_partners_belong_to_the_sites_programme(
    programme: Any, client: Any, registries: Any
) -> None:
    other = ProgrammeFactory()
    CohortFactory(programme=other, number=11)
    PartnerFactory(programme=other, organisation__name="Somebody else's partner")

    assert "Eleventh cohort" not in client.get("/cohorts/").content.decode()
    assert "Somebody else" not in client.get("/partners/").content.decode()


def test_a_partner_is_linked_when_we_know_where(
    programme: Any, client: Any, registries: Any
) -> None:
    organisation = OrganisationFactory(website="https://partner.example/")
    PartnerFactory(programme=programme, organisation=organisation)

    assert (
        'href="https://partner.example/"' in client.get("/partners/").content.decode()
    )


def test_the_calendar_holds_every_session_of_the_cohort_and_no_other(
    cohort: Any, client: Any
) -> None:
    starts = dt.datetime(2027, 6, 3, 9, tzinfo=dt.UTC)
    session = SessionFactory(
        cohort=cohort,
        title="Workshop, with commas; and more",
        venue="Town Hall",
        notes="Bring a friend",
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=6),
    )
    SessionFactory()

    response = client.get("/cohorts/seventh/dates.ics")

    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert {
        "uid": str(event["uid"]),
        "summary": str(event["summary"]),
        "location": str(event["location"]),
        "description": str(event["description"]),
        "start": event.decoded("dtstart"),
        "end": event.decoded("dtend"),
    } == {
        "uid": f"session-{session.pk}@testserver",
        "summary": "Workshop, with commas; and more",
        "location": "Town Hall",
        "description": "Bring a friend",
        "start": starts,
        "end": starts + dt.timedelta(hours=6),
    }


def test_a_calendar_nobody_has_is_not_there(client: Any) -> None:
    assert client.get("/cohorts/nowhere/dates.ics").status_code == 404


def test_the_frame_carries_the_programmes_name_and_links(
    programme: Any, client: Any
) -> None:
    page = client.get("/cookies/").content.decode()

    assert '<span class="lehc-wordmark__name">LT</span>' in page
    assert '<span class="lehc-wordmark__strapline">Leading Together</span>' in page
    for url in ("/cohorts/", "/about/", "/partners/", "/accessibility/"):
        assert f'href="{url}"' in page
    assert "Programme team" not in page


def test_only_a_team_is_led_to_its_pages(
    coordinator: Any, outsiders: Any, sign_in: Any
) -> None:
    link, editing = ">Programme team</a>", ">Edit the site</a>"

    page = sign_in(coordinator).get("/cookies/").content.decode()
    assert (link in page, editing in page) == (True, True)
    page = sign_in(outsiders[0]).get("/cookies/").content.decode()
    assert (link in page, editing in page) == (False, False)
    editor = RoleGrantFactory(role=Role.EDITOR).person
    page = sign_in(editor).get("/cookies/").content.decode()
    assert (link in page, editing in page) == (False, True)


def test_only_who_has_no_role_is_led_to_applications(sign_in: Any) -> None:
    backer = RoleGrantFactory(role=Role.BACKER).person
    shown = []
    for person in (PersonFactory(), backer):
        frame = sign_in(person).get("/cookies/").context["navigation"]
        shown.append([link.label for link in frame])
    assert shown[0] == [*shown[1], "Your applications"]


@pytest.mark.parametrize("page", ["/cohorts/", "/partners/", "/about/"])
def test_pages_ask_the_database_as_often_for_three_of_each_as_for_one(
    page: str, programme: Any, client: Any, count_queries: Any, registries: Any
) -> None:
    def add_one(year: int) -> None:
        cohort = CohortFactory(programme=programme)
        SessionFactory(cohort=cohort)
        PartnerFactory(programme=programme)
        Milestone.objects.create(programme=programme, year=year, title="A year")

    add_one(2012)
    once = count_queries(client, page)
    add_one(2013)
    add_one(2014)

    assert count_queries(client, page) == once


def test_a_quiet_page_costs_one_query(
    programme: Any, client: Any, count_queries: Any
) -> None:
    assert count_queries(client, "/cookies/") == 1
