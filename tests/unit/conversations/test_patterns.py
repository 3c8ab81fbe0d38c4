"""Ways of voting are noticed where chance would hardly bring them about."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from datetime import timedelta

import pytest

from lehc.conversations.enums import PatternKind
from lehc.conversations.patterns import TimedVote, expect_equal, find_patterns

NOW = datetime.datetime(2026, 11, 28, 12, tzinfo=datetime.UTC)
ANSWERS = (1, -1, 0)


def votes_of(
    voter: int, values: list[int], *, start: float = 0, gap: float = 5
) -> list[TimedVote]:
    return [
        TimedVote(voter, statement, value, NOW + timedelta(seconds=start + gap * n))
        for n, (statement, value) in enumerate(enumerate(values))
    ]


def room(
    chance: random.Random, voters: range, statements: int, agree: float
) -> list[TimedVote]:
    """People who came within two minutes, and agree with each statement that often."""
    weights = (agree, 0.7 * (1 - agree), 0.3 * (1 - agree))
    return [
        vote
        for voter in voters
        for vote in votes_of(
            voter,
            chance.choices(ANSWERS, weights, k=statements),
            start=120 * chance.random(),
            gap=5 + 10 * chance.random(),
        )
    ]


def test_patterns_are_found_and_nothing_else():
    mixed = [1, -1, 1, 0, -1, 1, 0, -1, 1, 0]
    others = room(random.Random(4), range(20, 60), 20, 0.3)
    votes = [
        *others,
        *votes_of(1, mixed),
        *votes_of(2, mixed, start=60),
        *votes_of(3, mixed, start=120),
        *votes_of(4, mixed, start=180),
        *votes_of(5, mixed, start=3600),
        *votes_of(6, [*mixed, 1], start=90),
        *votes_of(7, mixed + mixed, gap=0.2),
        *votes_of(8, [1] * 10),
        *votes_of(9, [1] * 9),
    ]
    assert find_patterns(votes) == {
        PatternKind.SAME_VOTES: {1, 2, 3, 4},
        PatternKind.TOO_FAST: {7},
        PatternKind.ONE_BUTTON: {8},
    }
    assert find_patterns([]) == {kind: set() for kind in PatternKind}


@pytest.mark.parametrize(
    ("statements", "agree"), [(5, 0.8), (8, 0.7), (10, 0.85), (10, 0.97), (10, 0.5)]
)
def test_hardly_any_honest_room_is_noticed(statements: int, agree: float):
    chance = random.Random(1)
    rooms = [room(chance, range(12), statements, agree) for _ in range(200)]
    noticed = sum(any(find_patterns(votes).values()) for votes in rooms)
    assert noticed <= len(rooms) / 100


@pytest.mark.parametrize(("people", "agree"), [(12, 0.5), (40, 0.5), (200, 0.8)])
def test_a_flood_is_noticed_and_the_people_are_not(people: int, agree: float):
    chance = random.Random(2)
    row = chance.choices(ANSWERS, k=15)
    flood = [
        vote
        for voter in range(1000, 1020)
        for vote in votes_of(voter, row, start=10 * chance.random())
    ]
    found = find_patterns([*flood, *room(chance, range(people), 15, agree)])
    assert found[PatternKind.SAME_VOTES] == set(range(1000, 1020))
    assert found[PatternKind.TOO_FAST] == found[PatternKind.ONE_BUTTON] == set()


@pytest.mark.parametrize("people", [24, 60])
def test_two_camps_are_not_noticed(people: int):
    chance = random.Random(5)
    noticed = 0
    for _ in range(100):
        first = chance.choices((1, -1), k=12)
        votes = []
        for voter in range(people):
            side = 1 if voter % 2 else -1
            row = [side * each if chance.random() < 0.93 else 0 for each in first]
            votes += votes_of(voter, row, start=120 * chance.random())
        noticed += any(find_patterns(votes).values())
    assert noticed <= 1


def test_a_crowd_that_agrees_with_everything_is_noticed_where_others_do_not():
    chance = random.Random(3)
    crowd = [vote for voter in range(20) for vote in votes_of(voter, [1] * 12)]
    found = find_patterns([*crowd, *room(chance, range(50, 80), 12, 0.3)])
    assert found[PatternKind.ONE_BUTTON] == set(range(20))


def test_equal_rows_by_chance_are_those_of_the_formula():
    others = Counter({(1, 1): 8, (1, -1): 2, (2, 0): 4})
    answers = [(1, 1), (2, 1)]
    assert expect_equal(answers, others, 12) == pytest.approx(
        12 * (8 + 2) / (10 + 2) * (0 + 2) / (4 + 2)
    )
    assert expect_equal(answers, Counter(), 12) == 12
