"""Targets for two answers together, as the team types them, without script."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.urls import reverse

from lehc.recruitment.models import Call
from lehc.selection.actions.statements import make_statement, withdraw_statement
from lehc.selection.forms.targets import fingerprint
from lehc.selection.models import Target
from tests.factories.programmes import RoleGrantFactory
from tests.factories.selection import (
    add_candidate,
    ask_for_gender,
    make_closed_call,
    make_lead,
)
from tests.unit.selection.test_statements import REASONS

pytestmark = pytest.mark.django_db

LINE = {
    "pair-0-first": "role--councillor",
    "pair-0-second": "sector--vcse",
    "pair-0-min": "1",
    "pair-0-max": "2",
}


@pytest.fixture(scope="module")
def shared_call(module_database: None) -> Call:
    call = make_closed_call()
    add_candidate(call, score=3)
    add_candidate(call, score=2, role="councillor")
    add_candidate(call, score=2, role="councillor", sector="local_authority")
    return call


@pytest.fixture
def call(shared_call: Call, db: None) -> Call:
    return copy.deepcopy(shared_call)


@pytest.fixture
def team(call: Call, sign_in: Any) -> Any:
    return sign_in(RoleGrantFactory(cohort=call.cohort).person)


def address(call: Call) -> str:
    return reverse("desk_targets", args=[call.cohort.slug])


def check(team: Any, call: Call, **line: str) -> str:
    data = LINE | line | {"seen": fingerprint(Target.objects.all()), "check": "1"}
    return str(team.post(address(call), data).content.decode())


def test_a_pair_is_counted_saved_and_shown_again(call: Call, team: Any) -> None:
    page = check(team, call)
    assert "1 of those who may be chosen gave both answers." in page
    assert "The targets can be met by the people who may be chosen now." in page
    assert not Target.objects.exists()
    answer = team.post(address(call), LINE | {"seen": fingerprint([])})
    assert answer.status_code == 302
    rows = Target.objects.values_list(
        "question_key", "value", "and_question_key", "and_value", "minimum", "maximum"
    )
    assert list(rows) == [("sector", "vcse", "role", "councillor", 1, 2)]
    page = team.get(address(call)).content.decode()
    assert '<option value="sector--vcse" selected>' in page
    assert '<option value="role--councillor" selected>' in page
    assert page.count("<legend") == 3  # this one, and two that are empty


def test_an_emptied_line_takes_its_target_away(call: Call, team: Any) -> None:
    team.post(address(call), LINE | {"seen": fingerprint([])})
    data = dict.fromkeys(LINE, "") | {"seen": fingerprint(Target.objects.all())}
    assert team.post(address(call), data).status_code == 302
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"pair-0-second": ""}, "choose two answers, or empty the line"),
        ({"pair-0-second": "role--clinician"}, "answers to two different questions"),
        ({"pair-0-second": "sex--woman"}, "answers to two different questions"),
        ({"pair-0-max": ""}, "enter the most seats too"),
        ({"pair-0-min": "", "pair-0-max": ""}, "enter the most seats"),
        ({"pair-0-min": "some"}, "write whole numbers such as 0 or 3"),
        ({"pair-0-min": "3"}, "the least is above the most"),
        (
            {
                "pair-1-first": "sector--vcse",
                "pair-1-second": "role--councillor",
                "pair-1-max": "3",
            },
            "line 1 is about the same two answers. Keep one of them",
        ),
    ],
)
def test_a_line_that_means_nothing_comes_back(
    line: dict[str, str], words: str, call: Call, team: Any
) -> None:
    data = LINE | line | {"seen": fingerprint([])}
    page = team.post(address(call), data).content.decode()
    number = 1 if "pair-1-max" in line else 0
    assert f'<a href="#pair-{number}-first">Two answers together, line' in page
    assert page.count(words) == 2
    assert not Target.objects.exists()


def test_a_change_of_a_pair_is_taken_over(call: Call, team: Any) -> None:
    line = {"pair-0-min": "2", "pair-0-max": "2"}
    assert "lower the least from 2 to 1" in check(team, call, **line)
    page = check(team, call, **line, use="0")
    assert 'name="pair-0-min" value="1"' in page
    assert "The targets can be met by the people who may be chosen now." in page


def test_either_half_waits_for_a_statement(call: Call, team: Any) -> None:
    ask_for_gender(call)
    lead = make_lead(call)
    assert 'value="gender--woman"' not in team.get(address(call)).content.decode()
    line = {"pair-0-second": "gender--woman", "pair-0-min": "0"}
    words = "must write a statement about “What is your gender?” first"
    assert words in check(team, call, **line)
    data = LINE | line | {"seen": fingerprint([])}
    assert words in team.post(address(call), data).content.decode()
    make_statement(call=call, key="gender", reasons=REASONS, by=lead)
    assert words not in check(team, call, **line)
    assert team.post(address(call), data).status_code == 302
    withdraw_statement(call=call, key="gender", by=lead)
    page = team.get(address(call)).content.decode()
    assert words in page
    assert '<option value="gender--woman" selected>' in page
