from __future__ import annotations

import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lehc.equality.actions import hash_code, record_response, withdraw
from lehc.equality.models import MonitoringResponse
from lehc.equality.question_sets import PRESENT_SET
from tests.factories.equality import MonitoringResponseFactory

pytestmark = pytest.mark.django_db


def respond(**answers):
    return record_response(
        round_name="Seventh cohort", answers=answers, question_set=PRESENT_SET
    )


@time_machine.travel("2026-11-23 12:34:56")
def test_response_keeps_answers_set_round_and_month_only():
    code = respond(age="25-34", sex="prefer-not-to-say")
    row = MonitoringResponse.objects.values().get()
    assert row.pop("id") > 0
    assert str(row.pop("month")) == "2026-11-01"
    assert row == {
        "round_name": "Seventh cohort",
        "stage": "applied",
        "question_set": "england-2026",
        "answers": {"age": "25-34", "sex": "prefer-not-to-say"},
        "withdrawal_hash": hash_code(code),
    }


def test_code_is_never_kept():
    code = respond(age="25-34")
    assert re.fullmatch(
        r"([2-9B-DF-HJ-NP-RTV-XZ]{4}-){2}[2-9B-DF-HJ-NP-RTV-XZ]{4}", code
    )
    assert code not in str(MonitoringResponse.objects.values().get())


def test_code_removes_its_response_and_no_other():
    code = respond(age="25-34")
    respond(age="35-44")
    assert withdraw(code) is True
    assert [row.answers for row in MonitoringResponse.objects.all()] == [
        {"age": "35-44"}
    ]
    assert withdraw(code) is False


@pytest.mark.parametrize("form", [str.lower, lambda c: c.replace("-", " "), str.strip])
def test_code_may_be_typed_any_way(form):
    assert withdraw(form(respond(age="25-34"))) is True


def test_hash_is_keyed(settings):
    """Without the site's key nobody can try all codes against a stolen table."""
    before = hash_code("AAAA-BBBB-CCCC")
    settings.SECRET_KEY = "another key of another site"
    assert hash_code("AAAA-BBBB-CCCC") != before


@pytest.mark.parametrize("answers", [{"age": "25"}, {"party": "any"}, {"age": ""}])
def test_answers_outside_the_questions_are_refused(answers):
    with pytest.raises(ValidationError, match="not in the questions"):
        respond(**answers)
    assert MonitoringResponse.objects.count() == 0


def test_unknown_set_is_refused():
    with pytest.raises(LookupError, match="No equality question set is called x"):
        record_response(round_name="R", answers={}, question_set="x")


def test_database_keeps_no_day():
    with pytest.raises(IntegrityError), transaction.atomic():
        MonitoringResponseFactory(month="2026-11-23")
