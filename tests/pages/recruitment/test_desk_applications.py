from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from lehc.audit.models import AuditEvent
from lehc.recruitment import sight
from lehc.recruitment.enums import ApplicationState, SponsorState
from lehc.recruitment.forms.applications import draw_filters
from lehc.recruitment.models import Application, Sponsor, StateChange
from lehc.recruitment.queries.applications import prepare
from tests.factories.accounts import CommunicationNeedFactory, PersonFactory
from tests.factories.assessment import DeclarationFactory
from tests.factories.places import AreaFactory
from tests.factories.programmes import OrganisationFactory, RoleGrantFactory
from tests.factories.recruitment import (
    AnswerFactory,
    ApplicationFactory,
    PlaceTeamFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db
URL = "/desk/seventh/applications/"
EXPORT = f"{URL}export.csv"
MOST_QUERIES = 12


def make_sponsor(application: Any, state: str = SponsorState.ASKED) -> Sponsor:
    answered = None if state == SponsorState.ASKED else timezone.now()
    return Sponsor.objects.create(
        application=application,
        name="Jo Chief",
        role="Chief executive",
        email="jo@example.org",
        state=state,
        token_hash=application.reference,
        expires_at=timezone.now() + dt.timedelta(days=30),
        answered_at=answered,
    )


@pytest.fixture
def people(desk: Any) -> dict[str, Any]:
    """Three applications that differ in everything a filter asks."""
    reading = AreaFactory(code="E06000038", name="Reading")
    AreaFactory(code="E06000039", name="Slough")
    team = PlaceTeamFactory(call=desk.call, name="Reading together", place=reading)
    ama = ApplicationFactory(
        call=desk.call,
        person__name="Ama Boateng",
        reference="A-AMA",
        organisation=OrganisationFactory(name="Oak Surgery", sector="primary_care"),
        team=team,
        state=ApplicationState.ELIGIBLE,
        sent_at=timezone.now() - dt.timedelta(days=1),
    )
    ben = ApplicationFactory(
        call=desk.call,
        person__name="Ben Carter",
        reference="A-BEN",
        organisation=OrganisationFactory(name="Zebra Housing", sector="housing"),
        state=ApplicationState.SUBMITTED,
        sent_at=timezone.now() - dt.timedelta(days=2),
    )
    cat = ApplicationFactory(
        call=desk.call,
        person__name="Cat Davies",
        reference="A-CAT",
        organisation=None,
    )
    AnswerFactory(application=ben, question=desk.question, value="E06000039")
    make_sponsor(ama, SponsorState.CONFIRMED)
    make_sponsor(ben)
    return {"ama": ama, "ben": ben, "cat": cat}


def list_names(client: Any, query: str = "") -> list[str]:
    """The names on the page, in its order."""
    rows = client.get(URL + query).context["rows"]
    return [row["name"] for row in rows]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?sort=name", ["Ama Boateng", "Ben Carter", "Cat Davies"]),
        ("?sort=-name", ["Cat Davies", "Ben Carter", "Ama Boateng"]),
        ("?state=sent&sort=name", ["Ama Boateng", "Ben Carter"]),
        ("?state=submitted", ["Ben Carter"]),
        ("?state=in_progress", ["Cat Davies"]),
        ("?state=nonsense&sort=name", ["Ama Boateng", "Ben Carter", "Cat Davies"]),
        ("?place=E06000038", ["Ama Boateng"]),
        ("?place=E06000039", ["Ben Carter"]),
        ("?place=E99999999&sort=name", ["Ama Boateng", "Ben Carter", "Cat Davies"]),
        ("?sector=housing", ["Ben Carter"]),
        ("?team=team", ["Ama Boateng"]),
        ("?team=alone&sort=name", ["Ben Carter", "Cat Davies"]),
        ("?sponsor=confirmed", ["Ama Boateng"]),
        ("?sponsor=asked", ["Ben Carter"]),
        ("?sponsor=none", ["Cat Davies"]),
        ("?words=boat", ["Ama Boateng"]),
        ("?words=a-ben", ["Ben Carter"]),
        ("?words=zebra", ["Ben Carter"]),
        ("?words=reading+ama", ["Ama Boateng"]),
        ("?words=reading+ben", []),
        ("?state=sent&sector=housing&words=ben", ["Ben Carter"]),
        ("?sort=organisation&state=sent", ["Ama Boateng", "Ben Carter"]),
        ("?sort=sent&state=sent", ["Ben Carter", "Ama Boateng"]),
        ("", ["Ama Boateng", "Ben Carter", "Cat Davies"]),
        ("?sort=sent", ["Ben Carter", "Ama Boateng", "Cat Davies"]),
        ("?sort=-sent", ["Ama Boateng", "Ben Carter", "Cat Davies"]),
        ("?sort=organisation", ["Ama Boateng", "Ben Carter", "Cat Davies"]),
        ("?sort=-organisation", ["Ben Carter", "Ama Boateng", "Cat Davies"]),
        ("?page=99&sort=name", ["Ama Boateng", "Ben Carter", "Cat Davies"]),
    ],
)
def test_filters_and_order_live_in_the_address(
    query: str, names: list[str], desk: Any, people: Any, sign_in: Any
) -> None:
    assert list_names(sign_in(desk.lead), query) == names


def test_a_place_is_found_whatever_the_team_calls_its_question(
    desk: Any, people: Any, sign_in: Any
) -> None:
    home = QuestionFactory(section=desk.question.section, kind="place", position=0)
    AnswerFactory(application=people["ben"], question=home, value="E06000038")
    desk.question.key, desk.question.may_be_target = "which-town-is-it", True
    desk.question.save()

    rows = sign_in(desk.lead).get(f"{URL}?sort=name").context["rows"]

    assert [row["place"] for row in rows] == ["Reading", "Slough", ""]
    assert list_names(sign_in(desk.lead), "?place=E06000039") == ["Ben Carter"]


def test_a_row_shows_place_sector_sponsor_and_needs(
    desk: Any, people: Any, sign_in: Any
) -> None:
    CommunicationNeedFactory(
        person=people["ben"].person, since=dt.date(2026, 1, 1), kind="bsl"
    )

    rows = sign_in(desk.lead).get(f"{URL}?sort=name").context["rows"]

    shown = [
        (row["place"], row["sponsor"], row["has_needs"], row["state"]) for row in rows
    ]
    assert shown == [
        ("Reading", "Confirmed", False, "Eligible"),
        ("Slough", "Asked", True, "Sent"),
        ("", "", False, "In progress"),
    ]


def test_states_are_counted_with_the_other_filters_kept(
    desk: Any, people: Any, sign_in: Any
) -> None:
    states = sign_in(desk.lead).get(f"{URL}?team=alone").context["states"]

    assert [(one["label"], one["count"], one["url"]) for one in states] == [
        ("All", 2, f"{URL}?team=alone"),
        ("Sent", 1, f"{URL}?team=alone&state=sent"),
        ("To check", 1, f"{URL}?team=alone&state=submitted"),
        ("In progress", 1, f"{URL}?team=alone&state=in_progress"),
    ]


def test_other_calls_applications_are_not_listed(
    desk: Any, people: Any, sign_in: Any
) -> None:
    ApplicationFactory(person__name="Somebody Else")

    assert "Somebody Else" not in list_names(sign_in(desk.lead))


def test_nothing_found_says_how_to_see_more(
    desk: Any, people: Any, sign_in: Any
) -> None:
    page = sign_in(desk.lead).get(f"{URL}?words=nobody").content.decode()

    assert "No application fits these filters" in page


def test_an_empty_list_says_what_will_appear(desk: Any, sign_in: Any) -> None:
    page = sign_in(desk.lead).get(URL).content.decode()

    assert "Applications will be listed here" in page


@pytest.fixture
def hide_ben(people: Any) -> Iterator[None]:
    """A limit as a conflict of interest makes it: Ben must not be seen."""
    kept = list(sight._limits)
    sight._limits.append(lambda person, rows: rows.exclude(reference="A-BEN"))
    prepare.cache_clear()
    yield
    sight._limits[:] = kept
    prepare.cache_clear()


def test_somebody_hidden_is_in_no_list_count_place_page_or_export(
    desk: Any, people: Any, hide_ben: None, sign_in: Any
) -> None:
    client = sign_in(desk.lead)

    listed = client.get(f"{URL}?sort=name")
    assert [row["name"] for row in listed.context["rows"]] == [
        "Ama Boateng",
        "Cat Davies",
    ]
    assert listed.context["states"][0]["count"] == 2
    for url in (URL, EXPORT, f"{URL}?words=ben", "/desk/seventh/"):
        text = client.get(url).content.decode()
        assert "Ben Carter" not in text
        assert "Slough" not in text
    todos = client.get("/desk/seventh/").context["todos"]
    assert [todo.words for todo in todos if "check" in todo.words] == []
    for page in ("", "withdraw/"):
        assert client.get(f"{URL}A-BEN/{page}").status_code == 404
    client.post(f"{URL}check/", {"decision": "eligible", "chosen": [people["ben"].pk]})
    people["ben"].refresh_from_db()
    assert people["ben"].state == ApplicationState.SUBMITTED


def test_the_same_list_leaves_out_for_each_what_is_hidden_from_them(
    desk: Any, people: Any, sign_in: Any
) -> None:
    DeclarationFactory(person=desk.lead, application=people["ben"], has_conflict=True)
    RoleGrantFactory(person=people["ama"].person, cohort=desk.cohort)
    ama = people["ama"].person
    seen = {
        desk.lead: ["Ama Boateng", "Cat Davies"],
        desk.coordinator: ["Ama Boateng", "Ben Carter", "Cat Davies"],
        ama: ["Ben Carter", "Cat Davies"],
    }

    for person, names in [*seen.items(), *seen.items()]:
        page = sign_in(person).get(f"{URL}?sort=name")
        assert [row["name"] for row in page.context["rows"]] == names
        assert page.context["states"][0]["count"] == len(names)


def test_whom_somebody_looks_for_is_not_kept(
    desk: Any, people: Any, sign_in: Any
) -> None:
    client = sign_in(desk.lead)
    for kept in (prepare, draw_filters):
        kept.cache_clear()

    assert list_names(client, "?words=boat&sort=name") == ["Ama Boateng"]
    assert [kept.cache_info().currsize for kept in (prepare, draw_filters)] == [0, 0]
    client.get(URL)
    assert [kept.cache_info().currsize for kept in (prepare, draw_filters)] == [2, 1]


def make_many(desk: Any, count: int) -> None:
    """Applications as bulk rows: what differs is only how many there are."""
    persons = PersonFactory._meta.model.objects.bulk_create(
        PersonFactory.build_batch(count)
    )
    organisation = OrganisationFactory()
    rows = Application.objects.bulk_create(
        Application(
            call=desk.call,
            form_version=desk.form,
            person=person,
            reference=f"M-{number:06}",
            state=ApplicationState.SUBMITTED,
            organisation=organisation,
            sent_at=timezone.now(),
        )
        for number, person in enumerate(persons)
    )
    StateChange.objects.bulk_create(
        StateChange(application=row, state=row.state) for row in rows
    )


@pytest.mark.parametrize(
    "url", [URL, f"{URL}?sort=name&state=sent&words=person", EXPORT]
)
def test_the_database_is_asked_as_often_at_1_3_and_1000_applications(
    url: str, desk: Any, sign_in: Any, count_queries: Any
) -> None:
    client = sign_in(desk.lead)
    area = AreaFactory()
    team = PlaceTeamFactory(call=desk.call)

    def add_one(**fields: Any) -> None:
        application = ApplicationFactory(
            call=desk.call, state=ApplicationState.SUBMITTED, **fields
        )
        AnswerFactory(application=application, question=desk.question, value=area.code)
        make_sponsor(application)
        CommunicationNeedFactory(person=application.person, since=dt.date(2026, 1, 1))

    def count_afresh() -> int:
        cache.clear()
        return int(count_queries(client, url))

    add_one()
    at_1 = count_afresh()
    add_one()
    add_one(team=team)
    at_3 = count_afresh()
    make_many(desk, 997)
    at_1000 = count_afresh()

    assert (at_1, at_3) == (at_1000, at_1000)
    if url != EXPORT:  # which also writes down that people's details left
        assert at_1000 <= MOST_QUERIES


def test_the_places_to_filter_by_are_kept_for_a_minute_each_to_one_person(
    desk: Any, sign_in: Any, count_queries: Any
) -> None:
    other = PlaceTeamFactory(call=desk.call, place=AreaFactory(name="Somewhere new"))
    ApplicationFactory(call=desk.call, state="submitted")
    client = sign_in(desk.lead)
    first = count_queries(client, URL)
    ApplicationFactory(call=desk.call, state="submitted", team=other)
    assert count_queries(client, URL) == first - 2
    filters = client.get(URL).content.decode().split("<tbody")[0]
    assert "Somewhere new" not in filters
    cache.clear()
    filters = client.get(URL).content.decode().split("<tbody")[0]
    assert "Somewhere new" in filters


def test_a_page_holds_fifty(desk: Any, sign_in: Any) -> None:
    make_many(desk, 51)
    client = sign_in(desk.lead)

    first, second = (client.get(f"{URL}?page={page}").context for page in (1, 2))

    assert (len(first["rows"]), len(second["rows"])) == (50, 1)
    assert first["page"].paginator.count == 51


def read_export(client: Any, query: str = "") -> list[list[str]]:
    text = client.get(EXPORT + query).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_export_holds_what_the_filter_shows_and_no_formula(
    desk: Any, people: Any, sign_in: Any
) -> None:
    person = people["ben"].person
    person.name = '=HYPERLINK("http://evil.example","Ben")'
    person.save(update_fields=["name"])
    client = sign_in(desk.lead)

    rows = read_export(client, "?sector=housing")

    sent = timezone.localtime(people["ben"].sent_at)
    assert rows == [
        [
            "Reference",
            "Name",
            "E-mail",
            "Place",
            "Organisation",
            "Sector",
            "Place team",
            "Sponsor",
            "Sent",
            "State",
        ],
        [
            "A-BEN",
            '\'=HYPERLINK("http://evil.example","Ben")',
            person.email,
            "Slough",
            "Zebra Housing",
            "Housing",
            "",
            "Asked",
            f"{sent:%Y-%m-%d %H:%M}",
            "Sent",
        ],
    ]


def test_the_export_is_a_file_and_is_written_down(
    desk: Any, people: Any, sign_in: Any
) -> None:
    response = sign_in(desk.lead).get(EXPORT)

    assert response.headers["Content-Disposition"] == (
        'attachment; filename="seventh-applications.csv"'
    )
    event = AuditEvent.objects.get(action="recruitment.export_applications")
    assert (event.actor_id, event.facts) == (desk.lead.pk, {"applications": 3})
