from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils import timezone

from lehc.letters.models import Letter
from lehc.programmes.models import Organisation
from lehc.recruitment.models import Application, DecisionLetter, Section
from tests.factories.accounts import PersonFactory
from tests.factories.applying import build_form, build_team, close, fill_in, start
from tests.factories.programmes import OrganisationFactory
from tests.factories.recruitment import ApplicationFactory

pytestmark = pytest.mark.django_db


def url(application: Application, rest: str = "") -> str:
    return f"/applications/{application.reference}/{rest}"


def read_statuses(page: str) -> dict[str, str]:
    """Each task's title with its status, as the page says them."""
    rows = re.findall(
        r'nhsuk-task-list__name-and-hint">\s*<(?:a|div)[^>]*>([^<]+)<.*?'
        r"nhsuk-task-list__status[^>]*>\s*(?:<strong[^>]*>)?([^<]*)<",
        page,
        re.DOTALL,
    )
    return {title.strip(): status.strip() for title, status in rows}


def test_the_task_list_of_a_new_application(sign_in: Any) -> None:
    application = start(build_form(), organisation=None)

    page = sign_in(application.person).get(url(application)).content.decode()

    assert read_statuses(page) == {
        "Your organisation": "Not yet started",
        "About you": "Not yet started",
        "Why": "Not yet started",
        "Our place": "Not yet started",
        "Your sponsor": "Not yet started",
        "Check your answers and send": "Cannot start yet",
    }
    assert "You have completed 0 of 6 parts." in page
    assert '<a href="/account/second-step/">sign in faster next time</a>' in page
    assert url(application, "check/") not in page


def test_the_task_list_of_a_full_application(sign_in: Any) -> None:
    application = fill_in(start(build_form()))

    page = sign_in(application.person).get(url(application)).content.decode()

    assert read_statuses(page) == {
        "Your organisation": "Completed",
        "About you": "Completed",
        "Why": "Completed",
        "Our place": "Completed",
        "Your sponsor": "Asked",
        "Check your answers and send": "Not yet started",
    }
    assert "We have asked Sam Okoye. You can send without waiting" in page
    assert url(application, "check/") in page


def test_a_team_member_s_list_has_the_team_and_no_send(sign_in: Any) -> None:
    team = build_team(build_form(needs_sponsor=False), name="Us")
    mine = team.members.last()

    page = sign_in(mine.person).get(url(mine)).content.decode()

    assert list(read_statuses(page)) == [
        "Your organisation",
        "About you",
        "Why",
        "Our place",
        "Check your part and sign it off",
        "Us",
    ]
    assert "Answered once, by your team" in page
    assert f"/teams/{team.reference}/" in page


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "organisation/",
        "questions/job/",
        "check/",
        "send/",
        "sent/",
        "copy/",
        "copy.pdf",
        "change/",
        "withdraw/",
        "sponsor/",
    ],
)
def test_nobody_else_sees_any_page_of_it(sign_in: Any, rest: str) -> None:
    """Another member of the same team is nobody else's reader either."""
    team = build_team(build_form())
    mine, theirs = list(team.members.all())[:2]

    assert sign_in(theirs.person).get(url(mine, rest)).status_code == 404
    assert sign_in(PersonFactory()).get(url(mine, rest)).status_code == 404


def test_a_section_of_another_form_is_not_found(sign_in: Any) -> None:
    application = start(build_form())
    other = build_form().sections.first()
    assert other is not None

    response = sign_in(application.person).get(
        url(application, f"sections/{other.pk}/")
    )

    assert response.status_code == 404


def test_a_reference_may_be_typed_small(sign_in: Any) -> None:
    application = start(build_form(), reference="KM7Q-3XTR")

    response = sign_in(application.person).get("/applications/km7q-3xtr/")

    assert response.status_code == 200


@pytest.mark.parametrize("rest", ["", "check/", "sent/", "copy/", "copy.pdf"])
def test_pages_that_are_only_read(sign_in: Any, rest: str) -> None:
    application = start(build_form())

    assert sign_in(application.person).post(url(application, rest)).status_code == 405


def section_url(application: Application, title: str) -> str:
    section = Section.objects.get(form_version=application.form_version, title=title)
    return url(application, f"sections/{section.pk}/")


def test_a_new_section_begins_at_its_first_question(sign_in: Any) -> None:
    application = start(build_form())

    response = sign_in(application.person).get(section_url(application, "About you"))

    assert response.headers["Location"] == url(application, "questions/job/")


def test_a_section_shows_its_answers_and_gaps(sign_in: Any) -> None:
    application = fill_in(start(build_form()))
    application.answers.filter(question__key="role").update(value=None)

    page = (
        sign_in(application.person)
        .get(section_url(application, "About you"))
        .content.decode()
    )

    assert "Nurse" in page
    assert "Before the application can be sent, look at:" in page
    assert page.count(url(application, "questions/role/?back=section")) == 2
    assert "Have you completed this section?" not in page


@pytest.mark.parametrize(("said", "count"), [("yes", 1), ("no", 0)])
def test_a_section_with_long_answers_asks_whether_it_is_complete(
    sign_in: Any, said: str, count: int
) -> None:
    application = fill_in(start(build_form()))
    client = sign_in(application.person)
    address = section_url(application, "Why")

    page = client.get(address).content.decode()
    response = client.post(address, {"is_complete": said})

    assert "Have you completed this section?" in page
    assert response.headers["Location"] == url(application)
    assert application.section_marks.filter(section__title="Why").count() == count


def test_not_saying_whether_it_is_complete(sign_in: Any) -> None:
    application = fill_in(start(build_form()))

    page = (
        sign_in(application.person)
        .post(section_url(application, "Why"), {})
        .content.decode()
    )

    assert page.count("Choose yes if you have completed this section") == 2


def test_an_organisation_is_named(sign_in: Any) -> None:
    application = start(build_form(), organisation=None)

    response = sign_in(application.person).post(
        url(application, "organisation/"), {"name": "New Trust", "sector": "vcse"}
    )

    application.refresh_from_db()
    assert response.headers["Location"] == url(application)
    assert application.organisation == Organisation.objects.get(name="New Trust")


def test_an_organisation_without_a_name_keeps_the_sector(sign_in: Any) -> None:
    application = start(build_form(), organisation=None)

    page = (
        sign_in(application.person)
        .post(url(application, "organisation/"), {"name": " ", "sector": "vcse"})
        .content.decode()
    )

    assert page.count("Enter the name of the organisation") == 2
    assert re.search(r'value="vcse"[^>]*checked', page)


def test_a_known_organisation_keeps_its_kind_and_says_so(sign_in: Any) -> None:
    application = start(build_form(), organisation=None)
    OrganisationFactory(name="Leeds Trust", sector="local_authority")
    browser, page = sign_in(application.person), url(application, "organisation/")
    said = browser.post(page, {"name": "leeds  trust", "sector": "vcse"})
    assert "We know “Leeds Trust” as Local authority." in said.content.decode()
    application.refresh_from_db()
    assert application.organisation is None
    browser.post(page, {"name": "leeds  trust", "sector": "local_authority"})
    application.refresh_from_db()
    assert str(application.organisation) == "Leeds Trust"


def test_a_name_that_is_too_long_is_said_once(sign_in: Any) -> None:
    application = start(build_form(), organisation=None)
    page = sign_in(application.person).post(
        url(application, "organisation/"), {"name": "x" * 359, "sector": "vcse"}
    )
    assert "Enter the name of the organisation" not in page.content.decode()


def test_somebody_is_in_no_organisation(sign_in: Any) -> None:
    application = start(build_form())

    sign_in(application.person).post(
        url(application, "organisation/?back=check"), {"sector": "independent_person"}
    )

    application.refresh_from_db()
    assert (application.organisation, application.is_independent) == (None, True)


def test_your_applications(sign_in: Any) -> None:
    application = start(build_form(), state="submitted")
    start(build_form())

    page = sign_in(application.person).get("/applications/").content.decode()

    assert "Sent: we have it" in page
    assert page.count("nhsuk-card__link") == 1


def test_no_applications_yet(sign_in: Any) -> None:
    page = sign_in(PersonFactory()).get("/applications/").content.decode()

    assert "The applications you start appear here" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_number_of_queries(
    sign_in: Any, count: int, django_assert_num_queries: Any
) -> None:
    person = PersonFactory()
    ApplicationFactory.create_batch(count, person=person, state="offered")
    client = sign_in(person)

    with django_assert_num_queries(7):
        client.get("/applications/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_task_list_costs_the_same_number_of_queries(
    sign_in: Any, count: int, django_assert_num_queries: Any
) -> None:
    version = build_form()
    for number in range(count - 1):
        section = version.sections.create(position=10 + number, title=f"More {number}")
        section.questions.create(position=1, key=f"more-{number}", kind="short_text")
    application = fill_in(start(version))
    client = sign_in(application.person)

    with django_assert_num_queries(15):
        client.get(url(application))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("submitted", "Sent: we have it"),
        ("eligible", "Sent: we are reading it"),
        ("not_this_time", "Not this time"),
        ("waiting", "On the waiting list"),
        ("accepted", "You have taken your place"),
        ("withdrawn", "Withdrawn by you"),
    ],
)
def test_where_it_stands_in_words(sign_in: Any, state: str, words: str) -> None:
    application = start(build_form(), state=state)

    page = sign_in(application.person).get(url(application)).content.decode()

    assert f"<title>{words} " in page
    for word in ("rejected", "unsuccessful", "failed"):
        assert word not in page.lower()


def test_a_decision_is_not_shown_before_its_letter_is_sent(sign_in: Any) -> None:
    application = start(build_form(), state="submitted")
    application.state_changes.create(state="not_this_time")
    Application.objects.filter(pk=application.pk).update(state="not_this_time")
    letter = Letter.objects.create(kind="decision", state="held", recipient="a@b.org")
    DecisionLetter.objects.create(application=application, letter=letter)
    client = sign_in(application.person)

    pages = [
        client.get(a).content.decode() for a in ("/applications/", url(application))
    ]
    held = ["Sent: we have it" in page for page in pages]
    Letter.objects.update(state="sent", sent_at=timezone.now())
    pages = [
        client.get(a).content.decode() for a in ("/applications/", url(application))
    ]

    assert held == [True, True]
    assert ["Not this time" in page for page in pages] == [True, True]


def test_a_draft_after_the_deadline_can_be_read(sign_in: Any) -> None:
    application = fill_in(start(build_form()))
    close(application.call)
    client = sign_in(application.person)

    page = client.get(url(application)).content.decode()

    assert "The call has closed, and this application was not sent." in page
    assert "Nurse" in client.get(url(application, "copy/")).content.decode()
