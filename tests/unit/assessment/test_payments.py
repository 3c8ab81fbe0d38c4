from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.assessment.actions.payments import (
    make_claim,
    move_claim,
    set_terms,
    work_out_fee,
)
from lehc.assessment.actions.reviews import abstain, save_draft, send_review
from lehc.assessment.enums import CLAIM_TRANSITIONS, ClaimState
from lehc.assessment.models import Claim, ClaimStep
from lehc.assessment.presenters.payments import say_time, show_spend
from lehc.assessment.queries.payments import (
    Spend,
    count_minutes,
    count_recorded_minutes,
    count_unclaimed_minutes,
    sum_by_month,
    sum_by_state,
)
from lehc.audit.models import AuditEvent
from lehc.letters.models import Letter
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory

pytestmark = pytest.mark.django_db
RATE = Decimal("21.50")


@pytest.fixture
def by():
    return PersonFactory()


@pytest.fixture
def assessor(call, by):
    set_terms(call=call, hourly_rate=RATE, words="By bank transfer", by=by)
    return AssessorFactory(call=call)


def claim_for(assessor, minutes: int = 60, expenses: str = "0") -> Claim:
    return make_claim(
        assessor=assessor,
        minutes=minutes,
        expenses=Decimal(expenses),
        expenses_for="The bus" if Decimal(expenses) else "",
        by=assessor.person,
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5000), st.decimals("0.01", "500", places=2))
def test_a_fee_is_exact_to_half_a_penny(minutes: int, rate: Decimal) -> None:
    fee = work_out_fee(minutes, rate)
    assert abs(fee * 60 - rate * minutes) <= Decimal("0.30")
    assert fee == fee.quantize(Decimal("0.01"))


def test_halves_of_a_penny_go_up() -> None:
    assert work_out_fee(1, Decimal("0.30")) == Decimal("0.01")
    assert work_out_fee(200, Decimal("21.50")) == Decimal("71.67")


def test_time_is_what_the_assessor_says(assessor) -> None:
    rows = [AssignmentFactory(assessor=assessor, cleared=True) for _ in range(3)]
    common = {"scores": {}, "comment": "", "by": assessor.person}
    lines = assessor.call.rubrics.get().lines.values_list("pk", flat=True)
    save_draft(assignment=rows[0], minutes=20, **common)
    scored = common | {"scores": dict.fromkeys(lines, 2)}
    send_review(assignment=rows[1], minutes=35, **scored)
    abstain(assignment=rows[2], reason="I know them", by=assessor.person, minutes=5)

    assert count_minutes(assessor) == count_recorded_minutes(assessor.call) == 60
    claim = claim_for(assessor, 45)
    assert count_unclaimed_minutes(assessor) == 15
    move_claim(claim=claim, to=ClaimState.WITHDRAWN, by=assessor.person)
    assert count_unclaimed_minutes(assessor) == 60


def test_a_claim_keeps_the_rate_of_its_day(assessor, by) -> None:
    claim = claim_for(assessor, 90, "4.20")
    set_terms(call=assessor.call, hourly_rate=Decimal(30), words="", by=by)

    claim.refresh_from_db()
    assert (claim.hourly_rate, claim.fee, claim.total) == (
        RATE,
        Decimal("32.25"),
        Decimal("36.45"),
    )


def test_without_a_rate_or_a_wish_there_is_no_claim(call) -> None:
    assessor = AssessorFactory(call=call)
    with pytest.raises(ValidationError, match="not set a rate"):
        claim_for(assessor)
    set_terms(call=call, hourly_rate=RATE, words="", by=assessor.person)
    with pytest.raises(ValidationError, match="your time, your expenses, or both"):
        claim_for(assessor, 0)
    assert not Claim.objects.exists()


@pytest.mark.parametrize("was", ClaimState)
@pytest.mark.parametrize("to", ClaimState)
def test_a_claim_moves_only_where_its_state_leads(assessor, by, was, to) -> None:
    claim = claim_for(assessor)
    Claim.objects.update(state=was)
    if to in CLAIM_TRANSITIONS[was]:
        move_claim(claim=claim, to=to, by=by, note="About the bus")
        assert Claim.objects.get().state == to
        assert ClaimStep.objects.last().state == to
    else:
        with pytest.raises(ValidationError, match="can't become"):
            move_claim(claim=claim, to=to, by=by, note="About the bus")
        assert Claim.objects.get().state == was


def test_to_talk_takes_a_word(assessor, by) -> None:
    with pytest.raises(ValidationError, match="like to talk about"):
        move_claim(claim=claim_for(assessor), to=ClaimState.TALK, by=by)


def test_each_step_is_told_to_the_person_and_no_amount_to_the_audit(
    assessor, by
) -> None:
    claim = claim_for(assessor, 60, "3")
    move_claim(claim=claim, to=ClaimState.AGREED, by=by)
    move_claim(claim=claim, to=ClaimState.PAID, by=by)

    letters = list(Letter.objects.order_by("pk"))
    assert [letter.recipient for letter in letters] == [assessor.person.email] * 2
    assert "Your claim of £24.50 has been paid." in letters[1].body
    facts = "".join(str(event.facts) for event in AuditEvent.objects.all())
    assert "24.5" not in facts
    assert "21.5" not in facts


def test_steps_are_never_rewritten(assessor) -> None:
    step = claim_for(assessor).steps.get()
    with pytest.raises(TypeError, match="add the next one"):
        step.save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": 0},
        {"fee": -1},
    ],
)
def test_the_database_refuses_claims_that_make_no_sense(assessor, wrong) -> None:
    fields = {"minutes": 60, "hourly_rate": RATE, "fee": RATE} | wrong
    with pytest.raises(IntegrityError):
        Claim.objects.create(assessor=assessor, **fields)


def test_the_spend_report_adds_up(assessor, by, django_assert_num_queries) -> None:
    for minutes, expenses in ((60, "5"), (30, "0")):
        claim = claim_for(assessor, minutes, expenses)
        move_claim(claim=claim, to=ClaimState.AGREED, by=by)
        move_claim(claim=claim, to=ClaimState.PAID, by=by)
    claim_for(assessor, 10)
    with django_assert_num_queries(1):
        found = sum_by_state(assessor.call)

    assert found == {
        "asked": Spend(1, 10, Decimal("3.58"), Decimal(0)),
        "paid": Spend(2, 90, Decimal("32.25"), Decimal(5)),
    }
    [(month, spend)] = sum_by_month(assessor.call)
    assert (month.day, spend) == (1, found["paid"])


def test_the_report_in_words(assessor) -> None:
    by_state = {"paid": Spend(1, 60, Decimal("21.50"), Decimal(0))}
    terms = assessor.call.payment_terms
    assert show_spend(by_state, 90, terms) == [
        {"key": "Paid", "value": "£21.50 in 1 claim, 1 hour"},
        {
            "key": "Written down, not claimed",
            "value": "30 minutes, about £10.75",
        },
    ]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (125, "2 hours 5 minutes")],
)
def test_time_in_words(minutes, words) -> None:
    assert say_time(minutes) == words
