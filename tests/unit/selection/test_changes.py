"""A run counts only for the people it looked at."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from lehc.recruitment.actions.withdrawing import withdraw_application
from lehc.recruitment.models import Application, Call
from lehc.selection.actions.places import settle_cohort
from lehc.selection.actions.settings import Wish, set_targets
from lehc.selection.calculations import lotteries
from lehc.selection.changes import Changes, find_changes
from lehc.selection.enums import Method
from lehc.selection.models import Run, Threshold
from tests.factories.assessment import review_application
from tests.factories.selection import (
    add_candidate,
    make_closed_call,
    make_lead,
    run_now,
)

pytestmark = pytest.mark.django_db

DIFFERENCES = [
    "By the merit band of this run people with a merit of 3.50 or more are clearly in; "
    "by the one set now people with a merit of 3.90 or more are clearly in.",
    "This run used other targets than those set now.",
    "This run fills 2 seats; the cohort has 3.",
    "By the merit band of this run nobody is clearly in; by the one set now people "
    "with a merit of 3.90 or more are clearly in.",
]
NOTHING = Changes(joined=0, left=0, differing=0)


@pytest.fixture(scope="module")
def shared_call(module_database: None) -> Call:
    call = make_closed_call()
    for score in (4, 3, 2):
        add_candidate(call, score=score)
    set_targets(call=call, wishes=[Wish("role", "clinician", 0, 3)], by=make_lead(call))
    return call


@pytest.fixture
def call(shared_call: Call, db: None, monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setattr(lotteries, "COHORTS", 20)
    return copy.deepcopy(shared_call)


def pick(call: Call, number: int = 0) -> Application:
    return call.applications.order_by("pk")[number]


def read_obstacle(call: Call, run: Run, sign_in: Any) -> str:
    """What the page says, and what the action says, which must be the same."""
    lead = make_lead(call)
    with pytest.raises(ValidationError) as refused:
        settle_cohort(run=run, reason="Chosen", by=lead)
    [words] = refused.value.messages
    url = reverse("desk_run_result", args=[call.cohort.slug, run.pk])
    page = sign_in(lead).get(url).content.decode()
    assert f"This can’t be done yet. {words}" in page
    assert "Fix and write the letters" not in page
    return words


@pytest.mark.parametrize("method", [Method.BEST, Method.LEXIMIN])
def test_a_run_on_the_people_of_now_is_unchanged(call: Call, method: Method) -> None:
    assert find_changes(run_now(call, method=method)) == NOTHING


def test_people_who_can_be_chosen_only_now_are_counted(
    call: Call, sign_in: Any
) -> None:
    run = run_now(call)
    add_candidate(call, score=4)
    assert find_changes(run) == Changes(joined=1, left=0, differing=0)
    assert read_obstacle(call, run, sign_in) == (
        "This run is out of date: 1 person can be chosen only now. Compute it again, "
        "so that everybody is looked at as they are now."
    )
    again = run_now(call)
    assert settle_cohort(run=again, reason="All looked at", by=make_lead(call)).fixed_at


def test_people_who_have_left_or_differ_are_counted(call: Call, sign_in: Any) -> None:
    run = run_now(call)
    gone = pick(call)
    withdraw_application(application=gone, by=gone.person)
    review_application(pick(call, 1), 0)
    pick(call, 2).answers.filter(question__key="role").update(value="councillor")
    assert find_changes(run) == Changes(joined=0, left=1, differing=2)
    assert read_obstacle(call, run, sign_in) == (
        "This run is out of date: 1 person can no longer be chosen, 2 people with "
        "other scores or answers. Compute it again, so that everybody is looked at as "
        "they are now."
    )


def test_a_lottery_without_a_band_does_not_look_at_merit(call: Call) -> None:
    drawn, best = run_now(call, method=Method.LEXIMIN), run_now(call)
    review_application(pick(call), 0)
    assert find_changes(drawn) == NOTHING
    assert find_changes(best) == Changes(joined=0, left=0, differing=1)


def test_a_run_across_another_line_of_merit_is_out_of_date(call: Call) -> None:
    run = run_now(call)
    Threshold.objects.create(call=call, merit=Decimal("2.50"))
    assert find_changes(run) == Changes(joined=0, left=1, differing=0)
    strict = run_now(call)
    Threshold.objects.update(merit=Decimal("1.00"))
    assert find_changes(strict) == Changes(joined=1, left=0, differing=0)


def test_other_targets_are_tried_on_purpose(call: Call) -> None:
    run = run_now(call)
    set_targets(call=call, wishes=[], by=make_lead(call))
    assert find_changes(run) == NOTHING


def test_queries_do_not_grow_with_people(
    call: Call, django_assert_num_queries: Any
) -> None:
    run = run_now(call)
    with django_assert_num_queries(11) as few:
        find_changes(run)
    for _ in range(4):
        add_candidate(call, score=2)
    more = run_now(call)
    with django_assert_num_queries(len(few)):
        find_changes(more)


def test_the_page_says_what_the_run_asked_otherwise(call: Call, sign_in: Any) -> None:
    Threshold.objects.create(call=call, merit=0, in_from=Decimal("3.50"))
    same, other = run_now(call, seats=3), run_now(call, seats=2, uses_band=False)
    Threshold.objects.filter(call=call).update(in_from=Decimal("3.90"))
    set_targets(call=call, wishes=[], by=make_lead(call))
    browser, said = sign_in(make_lead(call)), []
    for run in (same, other):
        url = reverse("desk_run_result", args=[call.cohort.slug, run.pk])
        page = browser.get(url).content.decode()
        said.append([words for words in DIFFERENCES if words in page])
    assert said == [DIFFERENCES[:2], DIFFERENCES[1:]]
