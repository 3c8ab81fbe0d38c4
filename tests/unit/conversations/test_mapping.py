"""The map that is stored with the results, and when it is made."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehc.conversations.actions import results
from lehc.conversations.actions.results import Shown, make_results, refresh_results
from lehc.conversations.actions.voting import cast_vote
from lehc.conversations.calculations.mapping import (
    count_answers,
    find_nearest,
    find_place,
    map_votes,
)
from lehc.conversations.models import Conversation, Snapshot
from lehc.conversations.presenters.opinion_map import show_map
from lehc.conversations.queries.voting import VoteRows, leave_out_people
from lehc.conversations.small_numbers import find_band, hide_small_row
from tests.factories.conversations import (
    StatementFactory,
    VoterFactory,
    open_conversation,
)

PEOPLE, STATEMENTS = 60, 12


def make_rows(people: int = PEOPLE, seed: int = 1) -> VoteRows:
    """Two groups who disagree about the first eight statements of twelve."""
    rng = np.random.default_rng(seed)
    side = np.where(np.arange(people) < 0.6 * people, 1, -1)[:, None]
    leaning = np.where(np.arange(STATEMENTS) < 8, side, 1)
    votes = np.where(rng.random((people, STATEMENTS)) < 0.9, leaning, 0)
    person, statement = np.indices(votes.shape)
    return VoteRows(
        person.ravel(),
        statement.ravel(),
        votes.ravel().astype(np.int8),
        np.arange(1, 1 + votes.size),
        tuple(range(100, 100 + people)),
        tuple(range(1, 1 + STATEMENTS)),
    )


ROWS = make_rows()
FOUND = map_votes(ROWS)


def test_two_groups_are_found_and_stored_plainly() -> None:
    assert json.loads(json.dumps(FOUND)) == FOUND
    assert (FOUND["state"], FOUND["people"], FOUND["votes"]) == ("groups", 60, 720)
    assert sorted(each["people"] for each in FOUND["groups"]) == [24, 36]
    assert [each["statement"] for each in FOUND["shared"]] == sorted(
        (each["statement"] for each in FOUND["shared"]),
        key=lambda key: -{e["statement"]: e["value"] for e in FOUND["shared"]}[key],
    )
    assert {each["statement"] for each in FOUND["shared"]} == {9, 10, 11, 12}
    sides = [
        {(each["statement"], each["side"]) for each in end} for end in FOUND["said"]
    ]
    agree = {(key, "agree") for key in range(1, 9)}
    disagree = {(key, "disagree") for key in range(1, 9)}
    assert agree in sides
    assert disagree in sides


def test_groups_add_up_to_everybody() -> None:
    sparse = ROWS.statement != 0
    few = VoteRows(
        np.concatenate([ROWS.person[sparse], [60, 60]]),
        np.concatenate([ROWS.statement[sparse], [2, 3]]),
        np.concatenate([ROWS.vote[sparse], [1, 1]]).astype(np.int8),
        np.concatenate([ROWS.entry[sparse], [721, 722]]),
        (*ROWS.person_ids, 160),
        ROWS.statement_ids,
    )
    found = map_votes(few)
    assert (found["people"], found["counting"]) == (61, 60)
    assert sum(each["people"] for each in found["groups"]) == 61
    for key, groups in found["cells"].items():
        assert np.sum(groups, axis=0).tolist() == count_answers(few)[key]


def test_everybody_can_be_told_where_they_stand() -> None:
    nearest = []
    for person in range(PEOPLE):
        mine = ROWS.person == person
        keys = [ROWS.statement_ids[each] for each in ROWS.statement[mine]]
        answers = dict(zip(keys, ROWS.vote[mine].tolist(), strict=True))
        place = find_place(FOUND, answers)
        assert place is not None
        nearest.append(find_nearest(FOUND, place))
    assert len(set(nearest[:36])) == len(set(nearest[36:])) == 1
    assert nearest[0] != nearest[-1]
    assert find_place(FOUND, {}) is None
    assert find_place(FOUND, {999: 1}) is None


def test_a_dozen_get_no_groups() -> None:
    found = map_votes(make_rows(12))
    assert (found["state"], found["groups"], found["cells"]) == ("spread", [], {})
    assert found["tests"]["reason"] == "few people"


@pytest.mark.parametrize(
    ("line", "is_drawn"),
    [
        ([], False),
        ([0] * 11, False),
        ([0] * 9 + [6, 0], False),  # one heap between hidden ones is no line
        ([0, 6, 9, 12, 7, 0], True),
        ([5, 6, 5], True),
    ],
)
def test_a_line_is_drawn_where_half_of_it_may_be_shown(
    line: list[int], is_drawn: bool
) -> None:
    found = map_votes(make_rows(12)) | {"line": line}
    assert (show_map(found, {}, {}, None)["picture"] is not None) == is_drawn


def test_some_people_can_be_left_out() -> None:
    others = leave_out_people(ROWS, {100, 105})
    assert len(others.person_ids) == 58
    assert len(others.person) == 58 * STATEMENTS
    kept = [others.person_ids[each] for each in others.person]
    expected = [ROWS.person_ids[each] for each in ROWS.person if each not in (0, 5)]
    assert kept == expected


counts = st.lists(st.integers(0, 12), min_size=3, max_size=3)


@given(st.lists(counts, min_size=2, max_size=3))
def test_no_small_number_of_a_group_can_be_worked_out(groups: list[list[int]]) -> None:
    """Try every count that fits what is shown, and the total: nothing narrows."""
    row = hide_small_row(groups)
    if row is None:
        return
    agree = [each[2] for each in groups]
    low, high = find_band(sum(agree), sum(map(sum, groups)))
    for place, cell in enumerate(row):
        fewest, most = cell.agree
        assert fewest <= agree[place] <= most
        if min(agree[place], cell.votes - agree[place]) < 5:
            assert most - fewest >= 4
        others = [row[each].agree for each in range(len(row)) if each != place]
        least, largest = (sum(each[end] for each in others) for end in (0, 1))
        fitting = [
            count
            for count in range(fewest, most + 1)
            if low <= count + largest and count + least <= high
        ]
        assert fitting == list(range(fewest, most + 1))
        if cell.disagree is not None:
            assert all(count == 0 or count >= 5 for each in groups for count in each)


def test_a_small_group_of_answers_hides_the_row() -> None:
    assert hide_small_row([[1, 1, 1], [10, 10, 10]]) is None
    shown = hide_small_row([[18, 0, 2], [5, 2, 23]])
    assert shown is not None
    assert [cell.agree for cell in shown] == [(0, 4), (21, 25)]
    assert [cell.disagree for cell in shown] == [None, None]


@pytest.fixture
def talk(db: Any) -> Conversation:
    """Forty people in two groups have voted on twelve statements."""
    conversation = open_conversation(seeds=2)
    for number in range(10):
        StatementFactory(conversation=conversation, number=number + 10)
    return conversation


def vote_all(talk: Conversation, people: int = 40) -> list[Any]:
    statements = list(talk.statements.published().order_by("pk"))
    voters = [VoterFactory(conversation=talk) for _ in range(people)]
    rng = np.random.default_rng(3)
    for place, voter in enumerate(voters):
        for column, statement in enumerate(statements):
            value = 1 if place < people // 2 or column >= 8 else -1
            value = value if rng.random() < 0.9 else 0
            cast_vote(voter=voter, statement=statement, value=value)
    return voters


def test_results_come_with_their_map(talk: Conversation) -> None:
    vote_all(talk)
    made = make_results(conversation=talk)
    assert made is not None
    assert made.found["state"] == "groups"
    assert {
        key: np.sum(each, axis=0).tolist() for key, each in made.found["cells"].items()
    } == made.counts
    assert refresh_results(conversation=talk) == Shown(made)
    statements = {row.pk: row for row in talk.statements.all()}
    shown = show_map(made.found, made.found_unflagged, statements, None)
    assert shown["title"] == "There are 2 groups, and they hold"
    assert shown["paragraphs"][0] == "Group A has 20 and Group B has 20 people."
    assert shown["picture"]["dot"] is None
    assert "held 200 times" in shown["paragraphs"][1]


def test_large_results_are_made_by_the_worker(
    talk: Conversation, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    voters = vote_all(talk, 12)
    monkeypatch.setattr(results, "MOST_AT_ONCE", 10)
    with django_capture_on_commit_callbacks(execute=True) as asked:
        assert refresh_results(conversation=talk) == Shown(None, is_being_made=True)
        assert refresh_results(conversation=talk) == Shown(None, is_being_made=True)
    assert len(asked) == 1  # asked for once
    made = refresh_results(conversation=talk)
    assert made.snapshot is not None
    assert made == Shown(made.snapshot)
    assert made.snapshot.voters == 12
    # Until more votes have been counted the old results stay, and say so.
    statement = talk.statements.first()
    for voter in voters[:3]:
        cast_vote(voter=voter, statement=statement, value=0)
    assert refresh_results(conversation=talk) == Shown(
        made.snapshot, is_being_made=True
    )


def test_a_small_room_gets_its_results_at_once(talk: Conversation) -> None:
    vote_all(talk, results.MOST_AT_ONCE)
    made = refresh_results(conversation=talk).snapshot
    assert made is not None
    assert (made.voters, made.found["state"]) == (19, "spread")


def test_who_was_quicker_stands(talk: Conversation, monkeypatch: Any) -> None:
    vote_all(talk, 12)
    first = make_results(conversation=talk)
    late = Snapshot(conversation=talk, made_at=talk.made_at, voters=9, entry_number=1)
    assert results.add_snapshot(late, after=None) == first
    assert Snapshot.objects.count() == 1
