from __future__ import annotations

import pytest
from django.urls import reverse

from lehc.assessment.models import Assignment, Swap
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory
from tests.factories.recruitment import ApplicationFactory
from tests.pages.assessment.conftest import PLANTED

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker(planted):
    assessor = planted.assign(cleared=True)
    other = ApplicationFactory(call=planted.call, state="eligible")
    AssignmentFactory(assessor=assessor, application=other, cleared=True)
    return assessor


@pytest.fixture
def colleague(planted):
    return AssessorFactory(call=planted.call)


def url(name, planted, *more):
    return reverse(name, args=[planted.slug, *more])


def ask(sign_in, planted, asker) -> Swap:
    address = url("swap_ask", planted, PLANTED["reference"])
    client = sign_in(asker.person)
    assert "Say why, in a few words" in client.post(address).content.decode()
    client.post(address, {"reason": "A busy week"})
    return Swap.objects.get()


def test_an_assessor_asks_and_a_colleague_takes(
    sign_in, planted, asker, colleague
) -> None:
    swap = ask(sign_in, planted, asker)
    mine = sign_in(asker.person).get(url("assessing_round", planted)).content.decode()
    assert "You ask somebody else to read" in mine
    client = sign_in(colleague.person)
    page = client.get(url("assessing_round", planted)).content.decode()
    assert "Read one in their place" in page
    for hidden in (PLANTED["reference"], PLANTED["name"], str(asker.person), "busy"):
        assert hidden not in page

    page = client.post(url("swap_take", planted, swap.pk), follow=True).content
    assert "Declare on it first, as always." in page.decode()
    assert colleague.assignments.current().get().application == planted.application
    assert client.post(url("swap_take", planted, swap.pk)).status_code == 404


def test_an_assessor_takes_it_back(sign_in, planted, asker) -> None:
    ask(sign_in, planted, asker)
    client = sign_in(asker.person)
    address = url("swap_take_back", planted, PLANTED["reference"])
    assert client.get(address).status_code == 405
    assert "It stays in your list" in client.post(address, follow=True).content.decode()
    assert client.post(address).status_code == 404


def test_the_team_chooses_among_those_who_may(
    sign_in, planted, asker, colleague
) -> None:
    swap = ask(sign_in, planted, asker)
    team = sign_in(planted.team_member())
    page = team.get(url("swaps", planted)).content.decode()
    assert "A busy week" in page
    assert "1 assessor: choose" in page
    address = url("swap_agree", planted, swap.pk)
    page = team.get(address).content.decode()
    assert f"{colleague.person}, who has 0 to read" in page
    team.post(address, {"taker": asker.pk})
    assert Swap.objects.get().state == "asked"
    team.post(address, {"taker": colleague.pk})
    assert Swap.objects.get().state == "agreed"
    assert "Nobody asks for a swap" in team.get(url("swaps", planted)).content.decode()


def test_swaps_are_kept_from_those_with_a_conflict_and_strangers(
    sign_in, planted, asker, colleague
) -> None:
    swap = ask(sign_in, planted, asker)
    member = planted.team_member()
    planted.conflict(member)
    planted.conflict(colleague.person)
    client = sign_in(member)
    page = client.get(url("swaps", planted)).content.decode()
    assert PLANTED["reference"] not in page
    assert client.get(url("swap_agree", planted, swap.pk)).status_code == 404
    take = url("swap_take", planted, swap.pk)
    assert sign_in(colleague.person).post(take).status_code == 404
    for person in (PersonFactory(), colleague.person):
        stranger = sign_in(person)
        assert stranger.get(url("swaps", planted)).status_code == 404
        ask_page = url("swap_ask", planted, PLANTED["reference"])
        assert stranger.get(ask_page).status_code == 404
    assert Assignment.objects.current().filter(assessor=asker).count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    sign_in, planted, count, django_assert_num_queries
) -> None:
    for _ in range(count):
        given = AssignmentFactory(assessor=AssessorFactory(call=planted.call))
        Swap.objects.create(assignment=given, reason="Busy")
    team = sign_in(planted.team_member())
    with django_assert_num_queries(16):
        team.get(url("swaps", planted))
