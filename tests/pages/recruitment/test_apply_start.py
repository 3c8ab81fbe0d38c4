from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from lehc.recruitment.models import Application, Call, PlaceTeam, Question
from tests.factories.accounts import PersonFactory
from tests.factories.applying import build_form, build_team, close, start
from tests.factories.recruitment import CallFactory

pytestmark = pytest.mark.django_db


def address(call: Call, rest: str = "") -> str:
    return f"/apply/{call.cohort.slug}/{rest}"


def test_an_open_call_says_what_is_needed_and_starts(client: Any) -> None:
    call = build_form().call

    page = client.get(address(call)).content.decode()

    assert "There are 9 questions. Allow about 15 minutes in all." in page
    assert "the names and e-mail addresses of at least 2 other people" in page
    assert "A place team is 3 to 6 people from one place" in page
    assert f'href="{address(call, "how/")}"' in page
    assert "Start now" in page


def test_a_file_that_may_be_left_out_is_asked_for_only_if_there_is_one(
    client: Any,
) -> None:
    call = build_form().call
    file = Question.objects.get(key="letter")
    asked = f"<li>a file, if you have one: {file.words}</li>"
    assert asked in client.get(address(call)).content.decode()

    file.is_required = True
    file.save()

    assert (
        f"<li>a file: {file.words}</li>" in client.get(address(call)).content.decode()
    )


def test_an_upcoming_call_does_not_start(client: Any) -> None:
    call = build_form().call
    call.opens_at = timezone.now() + datetime.timedelta(days=1)
    call.save()

    page = client.get(address(call)).content.decode()

    assert "You can apply from the date below." in page
    assert "Read or print all the questions first" in page
    assert "Start now" not in page


def test_a_closed_call_says_whom_to_write_to(client: Any) -> None:
    call = close(build_form().call)

    page = client.get(address(call)).content.decode()

    assert "This call has closed" in page
    assert 'href="/tell-me/"' in page
    assert "programme@example.org" in page
    assert "Start now" not in page
    assert "Before you start" not in page


def test_somebody_who_has_an_application_is_led_to_it(sign_in: Any) -> None:
    application = start(build_form())

    page = sign_in(application.person).get(address(application.call)).content.decode()

    assert f'href="/applications/{application.reference}/"' in page
    assert "Start now" not in page


def test_a_call_without_a_published_form_is_not_found(client: Any) -> None:
    assert client.get(address(CallFactory())).status_code == 404
    assert client.get("/apply/no-such-cohort/").status_code == 404


def test_the_start_page_is_only_read(client: Any) -> None:
    assert client.post(address(build_form().call)).status_code == 405


def test_all_questions_can_be_read_without_signing_in(client: Any) -> None:
    page = client.get(address(build_form().call, "questions/")).content.decode()

    assert "<strong>Why you?</strong>" in page
    assert "Up to 10 words" in page
    assert "<li>Red</li>" in page
    assert "<strong>What is your help?</strong> (optional)" in page


def test_starting_needs_signing_in(client: Any) -> None:
    call = build_form().call

    response = client.get(address(call, "how/"))

    assert response.headers["Location"] == (
        f"/account/sign-in/?next={address(call, 'how/')}"
    )


def test_alone_starts_an_application(sign_in: Any) -> None:
    call = build_form().call
    person = PersonFactory()

    response = sign_in(person).post(address(call, "how/"), {"how": "alone"})

    reference = Application.objects.get(person=person).reference
    assert response.headers["Location"] == f"/applications/{reference}/"


def test_pressing_twice_starts_one(sign_in: Any) -> None:
    call = build_form().call
    client = sign_in(PersonFactory())

    first = client.post(address(call, "how/"), {"how": "alone"})
    second = client.post(address(call, "how/"), {"how": "alone"})

    assert first.headers["Location"] == second.headers["Location"]
    assert Application.objects.count() == 1


def test_with_a_team_leads_to_the_team(sign_in: Any) -> None:
    call = build_form().call

    response = sign_in(PersonFactory()).post(address(call, "how/"), {"how": "team"})

    assert response.headers["Location"] == address(call, "team/")


def test_neither_is_an_error_with_its_words(sign_in: Any) -> None:
    call = build_form().call

    page = sign_in(PersonFactory()).post(address(call, "how/"), {}).content.decode()

    assert "<title>Error: How do you want to apply?" in page
    assert page.count("Choose whether you apply alone or with a place team") == 2


def test_only_alone_is_one_button(sign_in: Any) -> None:
    call = build_form(allows_teams=False).call
    client = sign_in(PersonFactory())

    page = client.get(address(call, "how/")).content.decode()
    response = client.post(address(call, "how/"))

    assert "Start your application" in page
    assert "place team" not in page
    assert response.headers["Location"].startswith("/applications/")


def test_looking_starts_nothing(sign_in: Any) -> None:
    sign_in(PersonFactory()).get(address(build_form(allows_teams=False).call, "how/"))

    assert Application.objects.count() == 0


def test_only_teams_leads_to_the_team(sign_in: Any) -> None:
    call = build_form(allows_single=False).call

    response = sign_in(PersonFactory()).get(address(call, "how/"))

    assert response.headers["Location"] == address(call, "team/")


def test_a_closed_call_starts_nothing(sign_in: Any) -> None:
    call = close(build_form().call)

    response = sign_in(PersonFactory()).post(address(call, "how/"), {"how": "alone"})

    assert response.headers["Location"] == address(call)
    assert Application.objects.count() == 0


def test_a_team_is_started(sign_in: Any) -> None:
    call = build_form().call
    person = PersonFactory()

    response = sign_in(person).post(
        address(call, "team/"), {"name": "Us", "place": "reading"}
    )

    team = PlaceTeam.objects.get()
    assert (team.lead, team.place.name) == (person, "Reading")
    assert response.headers["Location"] == f"/teams/{team.reference}/"


def test_a_place_that_is_not_known_offers_the_near_ones(sign_in: Any) -> None:
    call = build_form().call
    client = sign_in(PersonFactory())
    typed = {"name": "Us", "place": "Redding"}

    page = client.post(address(call, "team/"), typed).content.decode()
    response = client.post(address(call, "team/"), {**typed, "near": "E08000038"})

    assert "Choose the place you mean, or enter another name" in page
    assert 'value="Redding"' in page
    assert 'value="E08000038"' in page
    assert PlaceTeam.objects.get().place.name == "Reading"
    assert response.status_code == 302


def test_a_member_is_led_to_their_team(sign_in: Any) -> None:
    team = build_team(build_form())

    response = sign_in(team.lead).get(address(team.call, "team/"))

    assert response.headers["Location"] == f"/teams/{team.reference}/"


@pytest.mark.parametrize("rest", ["how/", "team/"])
def test_a_wrong_verb(sign_in: Any, rest: str) -> None:
    url = address(build_form().call, rest)

    assert sign_in(PersonFactory()).delete(url).status_code == 405


def test_a_sent_application_does_not_begin_a_team(sign_in: Any) -> None:
    application = start(build_form(), state="submitted")
    slug = application.call.cohort.slug
    answer = sign_in(application.person).get(f"/apply/{slug}/team/", follow=True)
    assert answer.redirect_chain == [(f"/applications/{application.reference}/", 302)]
    assert "can’t become part of a team" in answer.content.decode()
