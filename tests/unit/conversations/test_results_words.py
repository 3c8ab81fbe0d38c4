"""What results say of a statement: one rule, whatever may be shown of its counts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.conversations.actions import results
from lehc.conversations.actions.integrity import forget_voters
from lehc.conversations.actions.results import refresh_results
from lehc.conversations.actions.voting import cast_vote, withdraw_everything
from lehc.conversations.calculations.agreement import (
    measure_agreement,
    measure_one,
    measure_without,
)
from lehc.conversations.models import Conversation, Snapshot, Voter
from lehc.conversations.presenters.results import (
    is_against,
    is_agreed,
    is_split,
    rank,
    say_split,
    show_results,
)
from lehc.conversations.small_numbers import LEAST_SHOWN
from tests.factories.conversations import (
    StatementFactory,
    VoterFactory,
    open_conversation,
)


def measure(agree: int, disagree: int, passes: int) -> Any:
    return measure_one(1, disagree, passes, agree)


@pytest.mark.parametrize(
    ("counts", "lists"),
    [
        ((9, 3, 2), "agreed"),  # shown as it is
        ((14, 0, 0), "agreed"),  # at least 10 of 14
        ((14, 5, 1), "agreed"),
        ((7, 7, 0), "split"),
        ((8, 6, 0), "split"),
        ((32, 30, 2), "split"),  # the passes are a handful
        ((5000, 4997, 3), "split"),
        ((8, 0, 6), "agreed"),  # nobody disagrees
        ((10, 0, 10), ""),
        ((20, 5, 15), ""),  # few take the other side
        ((3, 12, 0), "against"),
        ((5, 30, 10), "against"),
        ((14, 26, 10), "split"),
        ((4, 3, 1), ""),  # too few to say anything
    ],
)
def test_each_statement_is_in_the_list_it_belongs_to(
    counts: tuple[int, int, int], lists: str
) -> None:
    found = measure(*counts)
    tests = {"agreed": is_agreed, "split": is_split, "against": is_against}
    found_in = [name for name, test in tests.items() if test(found)]
    assert found_in == ([lists] if lists else [])


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_what_is_said_is_true_of_those_who_answered(
    agree: int, disagree: int, passes: int
) -> None:
    found, votes = measure(agree, disagree, passes), agree + disagree + passes
    if is_agreed(found):
        assert agree > votes / 2
    if is_against(found):
        assert agree < votes / 2
    if is_split(found):
        assert min(agree, disagree) >= LEAST_SHOWN
        assert disagree >= found.shown.disagree_least


@pytest.mark.django_db
def test_a_handful_of_passes_is_not_told_with_the_split() -> None:
    statement = StatementFactory(text="More benches")
    assert say_split(statement, measure(32, 30, 2))["said"] == (
        "32 of 64 agree, at least 28 disagree"
    )
    assert say_split(statement, measure(7, 7, 0))["said"] == (
        "7 of 14 agree, 7 disagree"
    )


def test_what_all_agree_with_stands_above_what_two_thirds_do() -> None:
    statements = [StatementFactory.build(pk=pk, number=pk) for pk in (1, 2, 3)]
    found = measure_agreement({"1": [7, 0, 13], "2": [0, 0, 14], "3": [6, 0, 18]})
    assert [row.pk for row, _ in rank(statements, found)] == [2, 3, 1]


@given(*[st.lists(st.integers(0, 25), min_size=3, max_size=3)] * 2)
@settings(max_examples=300, deadline=None)
def test_leaving_some_out_tells_no_handful(others: list[int], left: list[int]) -> None:
    """By taking what is shown of the others from what is shown of everybody."""
    found = measure_without(others, left)
    everybody = measure_one(1, *map(sum, zip(others, left, strict=True)))
    if found is None or not any(left) or not everybody.shown.is_exact:
        return
    if found.shown.is_exact:
        assert everybody.shown.agree is not None
        assert found.shown.agree is not None
        difference = everybody.shown.agree[0] - found.shown.agree[0]
        assert difference == left[2]
        assert not 0 < difference < LEAST_SHOWN
        assert not 0 < sum(left) - difference < LEAST_SHOWN


def test_counts_of_different_moments_are_not_compared() -> None:
    assert measure_without([10, 0, 10], [-1, 0, 6]) is None
    found = measure_without([10, 0, 10], [0, 0, 0])
    assert found is not None
    assert found.share == 0.5


def vote(talk: Conversation, people: int, value: int = 1) -> list[Voter]:
    voters = [VoterFactory(conversation=talk) for _ in range(people)]
    for voter in voters:
        for statement in talk.statements.published():
            cast_vote(voter=voter, statement=statement, value=value)
    return voters


@pytest.mark.django_db
def test_the_last_in_a_room_are_in_the_first_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(results, "QUIET", timedelta(minutes=2))
    talk = open_conversation()
    vote(talk, 10)
    shown = refresh_results(conversation=talk)
    assert (shown.snapshot, shown.is_quiet_awaited) == (None, True)
    vote(talk, 2)
    monkeypatch.setattr(
        timezone, "now", lambda now=timezone.now: now() + timedelta(minutes=3)
    )
    snapshot = refresh_results(conversation=talk).snapshot
    assert snapshot is not None
    assert snapshot.voters == 12


@pytest.mark.django_db
def test_a_room_that_is_closed_has_its_results_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(results, "QUIET", timedelta(minutes=2))
    talk = open_conversation()
    vote(talk, 12)
    talk.closes_at = timezone.now()
    talk.save()
    snapshot = refresh_results(conversation=talk).snapshot
    assert snapshot is not None
    assert snapshot.voters == 12


@pytest.mark.django_db
def test_nothing_is_shown_once_fewer_than_ten_are_left(client: Any) -> None:
    talk = open_conversation()
    voters = vote(talk, 12)
    assert refresh_results(conversation=talk).snapshot is not None
    for voter in voters[:3]:
        withdraw_everything(voter=voter, author_hash="")
    shown = refresh_results(conversation=talk)
    assert (shown.snapshot, shown.was_shown) == (None, True)
    page = client.get(f"/conversations/{talk.slug}/results/").content.decode()
    assert "Nothing is shown any more" in page


@pytest.mark.django_db
def test_results_stay_when_votes_are_past_their_time() -> None:
    talk = open_conversation()
    vote(talk, 12)
    made = refresh_results(conversation=talk).snapshot
    forget_voters(Voter.objects.filter(conversation=talk))
    assert refresh_results(conversation=talk).snapshot == made


@pytest.mark.django_db
def test_a_long_list_says_how_many_more_there_are() -> None:
    statements = [StatementFactory() for _ in range(8)]
    counts = {str(row.pk): [2, 0, 30] for row in statements}
    snapshot = Snapshot(voters=32, counts=counts, made_at=timezone.now())
    said = show_results(
        snapshot, statements, measure_agreement(counts), has_without=False
    )
    assert (len(said["agreed"]["lines"]), said["agreed"]["more"]) == (5, 3)
    assert said["split"] == {"lines": [], "more": 0}
