"""Feedback, and a second look at a decision, in the browser's eyes."""

from __future__ import annotations

import pytest
from django.urls import reverse

from lehc.assessment.models import Feedback, SecondLook
from lehc.letters.models import Letter
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import AssessorFactory
from tests.factories.recruitment import ApplicationFactory
from tests.pages.assessment.conftest import PLANTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def turned_down(planted):
    planted.application.state = "not_this_time"
    planted.application.save(update_fields=["state"])
    letter = Letter.objects.create(
        kind="decision",
        recipient=PLANTED["email"],
        subject="About it",
        state="sent",
        sent_at=planted.call.opens_at,
    )
    planted.application.decision_letters.create(letter=letter)
    return planted


@pytest.fixture
def team(sign_in, turned_down):
    return sign_in(turned_down.team_member())


def url(name, planted, *more):
    return reverse(name, args=[planted.slug, *more])


def ask_url() -> str:
    return reverse("application_second_look", args=[PLANTED["reference"]])


def test_from_a_draft_to_the_letter(team, turned_down) -> None:
    address = url("feedback_edit", turned_down, PLANTED["reference"])
    page = team.get(address).content.decode()
    assert "Anchor 4" in page
    draft = team.get(address).context["form"].initial["words"]
    page = team.post(address, {"words": draft, "is_ready": "on"}).content.decode()
    assert "Put it in your own words first" in page

    team.post(address, {"words": "You did well.", "is_ready": "on"})
    page = team.get(url("feedback", turned_down)).content.decode()
    assert "Send the 1 that is ready" in page
    page = team.post(url("feedback_send", turned_down), follow=True).content.decode()
    assert "1 letter with feedback has been sent." in page
    assert "It was sent on" in team.get(address).content.decode()
    assert "You did well." in Letter.objects.get(kind="notice").body


def test_feedback_is_the_teams_and_keeps_out_conflicts(sign_in, turned_down) -> None:
    address = url("feedback_edit", turned_down, PLANTED["reference"])
    reader = turned_down.assign(cleared=True).person
    member = turned_down.team_member()
    turned_down.conflict(member)
    for person in (PersonFactory(), reader, turned_down.chair().person, member):
        client = sign_in(person)
        assert client.get(address).status_code == 404
        assert client.post(address, {"words": "x"}).status_code == 404
    page = sign_in(member).get(url("feedback", turned_down)).content.decode()
    assert "Nobody to write to yet" in page
    assert sign_in(member).get(url("feedback_send", turned_down)).status_code == 405
    assert not Feedback.objects.exists()


def test_a_second_look_from_asking_to_the_answer(sign_in, team, turned_down) -> None:
    applicant = sign_in(turned_down.application.person)
    standing = reverse("application_tasks", args=[PLANTED["reference"]])
    assert ask_url() in applicant.get(standing).content.decode()
    page = applicant.post(ask_url(), {"words": ""}).content.decode()
    assert "Say what we should look at again" in page
    applicant.post(ask_url(), {"words": "You missed my example."})
    look = SecondLook.objects.get()
    looker = AssessorFactory(call=turned_down.call).person

    give = url("second_look_give", turned_down, look.pk)
    assert give in team.get(url("second_looks", turned_down)).content.decode()
    reader = turned_down.review.assignment.assessor.person
    page = team.get(give).content.decode()
    assert str(looker) in page
    assert str(reader) not in page
    team.post(give, {"looker": looker.pk})
    assert "is looking at it" in applicant.get(ask_url()).content.decode()

    mine = sign_in(looker)
    address = reverse("second_look", args=[look.pk])
    assert address in mine.get(reverse("assessing")).content.decode()
    page = mine.get(address).content.decode()
    assert PLANTED["name"] in page
    assert PLANTED["assessed"] not in page
    mine.post(address, {"answer": "none"})
    page = mine.get(address).content.decode()
    assert "You missed my example." in page
    assert PLANTED["assessed"] in page
    assert PLANTED["comment"] in page
    for hidden in ("name", "organisation", "reviewer"):
        assert PLANTED[hidden] not in page
    assert "Say what you have found" in mine.post(address).content.decode()
    mine.post(address, {"to": "again", "reason": "A page was not read."})
    assert mine.get(address).status_code == 404

    page = applicant.get(ask_url()).content.decode()
    assert "The panel will look at your application again." in page
    assert "A page was not read." in page
    assert str(looker) not in page


def test_a_looker_with_a_conflict_sees_nothing_more(sign_in, team, turned_down) -> None:
    sign_in(turned_down.application.person).post(ask_url(), {"words": "Please"})
    look = SecondLook.objects.get()
    looker = AssessorFactory(call=turned_down.call).person
    team.post(url("second_look_give", turned_down, look.pk), {"looker": looker.pk})
    mine = sign_in(looker)
    address = reverse("second_look", args=[look.pk])
    mine.post(address, {"answer": "knows"})

    assert mine.get(address).status_code == 404
    look.refresh_from_db()
    assert look.state == "asked"


def test_nobody_else_opens_a_second_look(sign_in, client, team, turned_down) -> None:
    applicant = sign_in(turned_down.application.person)
    applicant.post(ask_url(), {"words": "Please"})
    look = SecondLook.objects.get()
    address = reverse("second_look", args=[look.pk])
    assert client.get(address).status_code == 302
    for person in (PersonFactory(), turned_down.team_member()):
        assert sign_in(person).get(address).status_code == 404
        assert sign_in(person).get(ask_url()).status_code == 404
    member = turned_down.team_member()
    turned_down.conflict(member)
    conflicted = sign_in(member)
    page = conflicted.get(url("second_looks", turned_down)).content.decode()
    assert PLANTED["reference"] not in page
    give = url("second_look_give", turned_down, look.pk)
    assert conflicted.get(give).status_code == 404
    assert sign_in(PersonFactory()).get(give).status_code == 404


def test_there_is_nothing_to_ask_before_a_decision(sign_in, planted) -> None:
    applicant = sign_in(planted.application.person)
    assert applicant.get(ask_url()).status_code == 404
    standing = reverse("application_tasks", args=[PLANTED["reference"]])
    assert ask_url() not in applicant.get(standing).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_questions(
    team, turned_down, count, django_assert_num_queries
) -> None:
    for _ in range(count):
        other = ApplicationFactory(call=turned_down.call, state="not_this_time")
        SecondLook.objects.create(application=other, words="Why")
    with django_assert_num_queries(8):
        team.get(url("feedback", turned_down))
    with django_assert_num_queries(7):
        team.get(url("second_looks", turned_down))
