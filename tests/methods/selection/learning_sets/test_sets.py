from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.methods.selection import SelectionError, Unwatched
from lehc.methods.selection.learning_sets import (
    Learner,
    LearningSets,
    Question,
    count_meetings,
    divide,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def people(count: int, values: str = "") -> tuple[Learner, ...]:
    """People a, b, c …, each with one value if `values` names one for each."""
    return tuple(
        Learner(LETTERS[number], (values[number],) if values else ())
        for number in range(count)
    )


def uneven(question: Question, found: LearningSets) -> int:
    """Places by which sets miss their even shares, counted plainly."""
    total = 0
    count = len(question.learners)
    values = {learner.id: learner.values for learner in question.learners}
    for category in range(len(question.categories)):
        for value in {own[category] for own in values.values()} - {""}:
            everywhere = sum(own[category] == value for own in values.values())
            for members in (members for sets in found.rounds for members in sets):
                got = sum(values[name][category] == value for name in members)
                share = everywhere * len(members)
                low, high = share // count, -(-share // count)
                total += max(low - got, 0) + max(got - high, 0)
    return total


def test_worked_example():
    # Six people from two places, two sets of three, two rounds. A set has one or two
    # of each place. Of three people in a set two were together before: in the second
    # round at least one pair of each set meets again, so 12 - 2 = 10 can meet.
    question = Question(people(6, "LLLYYY"), sets=2, rounds=2, categories=("place",))
    found = divide(question, rng=rng())
    assert (found.meetings, found.meetings_bound, found.repeats) == (10, 10, 2)
    assert (found.uneven, found.outcome) == (0, "optimal")
    assert [len(members) for sets in found.rounds for members in sets] == [3] * 4


def test_everybody_meets_everybody_where_that_can_be():
    # Nine people in three sets of three over four rounds: each pair exactly once.
    found = divide(Question(people(9), sets=3, rounds=4), rng=rng())
    assert (found.meetings, found.repeats, found.outcome) == (36, 0, "optimal")


def test_sets_differ_in_size_by_at_most_one():
    found = divide(Question(people(11), sets=3, rounds=2), rng=rng())
    for sets in found.rounds:
        assert sorted(map(len, sets)) == [3, 4, 4]
        assert sorted(name for members in sets for name in members) == list(
            LETTERS[:11]
        )


def test_pairs_are_kept_apart():
    apart = frozenset({("a", "b"), ("b", "c"), ("a", "c")})
    question = Question(people(6), sets=3, rounds=3, apart=apart)
    found = divide(question, rng=rng())
    for sets in found.rounds:
        for members in sets:
            assert not any(pair in apart for pair in combinations(members, 2))


def test_more_people_to_be_kept_apart_than_sets_are_explained():
    apart = frozenset(combinations("abc", 2))
    with pytest.raises(SelectionError, match="apart_impossible"):
        divide(Question(people(6), sets=2, rounds=1, apart=apart), rng=rng())


def test_people_who_know_each_other_do_not_count_as_new():
    met = frozenset({("a", "b"), ("c", "d")})
    found = divide(Question(people(4), sets=2, rounds=1, met=met), rng=rng())
    assert (found.meetings, found.meetings_bound, found.repeats) == (2, 2, 0)
    assert not {("a", "b"), ("c", "d")} & set(found.rounds[0])


def test_empty_values_count_for_nothing():
    learners = (Learner("a", ("L",)), Learner("b", ("L",)), Learner("c", ("",)))
    question = Question(
        (*learners, Learner("d", ("",))), sets=2, rounds=1, categories=("place",)
    )
    [sets] = divide(question, rng=rng()).rounds
    assert sorted(len({"a", "b"} & set(members)) for members in sets) == [1, 1]


def test_one_set_has_everybody():
    found = divide(Question(people(4), sets=1, rounds=2), rng=rng())
    assert found.rounds == ((("a", "b", "c", "d"),),) * 2
    assert (found.meetings, found.meetings_bound, found.outcome) == (6, 6, "optimal")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sets": 0}, "too_few_sets"),
        ({"rounds": 0}, "too_few_rounds"),
        ({"sets": 3}, "sets_too_small"),
        ({"learners": (*people(4), Learner("a"))}, "duplicate_id"),
        ({"categories": ("place",)}, "wrong_number_of_values"),
        ({"apart": frozenset({("a", "a")})}, "pair_of_one_person"),
        ({"met": frozenset({("a", "z")})}, "unknown_id"),
    ],
)
def test_questions_that_make_no_sense(changes, code):
    with pytest.raises(SelectionError) as caught:
        Question(**{"learners": people(5), "sets": 2, "rounds": 2, **changes})
    assert caught.value.code == code


class Impatient(Unwatched):
    def seconds_left(self) -> float:
        return 0.0


def test_no_time_gives_the_first_arrangement_and_says_it_is_not_proved():
    question = Question(people(12, "LLLLLLYYYYYY"), 4, 3, ("place",))
    found = divide(question, rng=rng(), watch=Impatient())
    assert found.outcome == "gap"
    assert found.meetings == count_meetings(found.rounds) < found.meetings_bound


def test_the_same_seed_gives_the_same_sets_whatever_the_order_of_rows():
    learners = people(12, "LLLLLLYYYYYY")
    first = divide(Question(learners, 3, 3, ("place",)), rng=rng(7))
    again = divide(Question(learners[::-1], 3, 3, ("place",)), rng=rng(7))
    assert first == again


@st.composite
def questions(draw: st.DrawFn) -> Question:
    count = draw(st.integers(4, 12))
    values = draw(st.lists(st.sampled_from("LYM"), min_size=count, max_size=count))
    pairs = st.sampled_from(list(combinations(LETTERS[:count], 2)))
    return Question(
        people(count, "".join(values)),
        sets=draw(st.integers(1, count // 2)),
        rounds=draw(st.integers(1, 3)),
        categories=("place",),
        met=draw(st.frozensets(pairs, max_size=3)),
    )


@settings(max_examples=15, deadline=None)
@given(questions(), st.integers(0, 5))
def test_what_is_reported_is_what_is_there(question, seed):
    found = divide(question, rng=rng(seed))
    together = {
        pair
        for sets in found.rounds
        for members in sets
        for pair in combinations(members, 2)
    }
    shared = sum(len(m) * (len(m) - 1) // 2 for sets in found.rounds for m in sets)
    assert found.meetings == len(together - question.met)
    assert found.repeats == shared - found.meetings
    assert found.uneven == uneven(question, found)
    assert found.meetings <= found.meetings_bound


def every_round(names: str) -> set[frozenset[frozenset[str]]]:
    """All ways to divide six people into two sets of three."""
    return {
        frozenset({frozenset(order[:3]), frozenset(order[3:])})
        for order in permutations(names)
    }


@settings(max_examples=8, deadline=None)
@given(st.frozensets(st.sampled_from(list(combinations("abcdef", 2))), max_size=2))
def test_small_cases_agree_with_trying_every_division(met):
    question = Question(people(6), sets=2, rounds=2, met=met)
    known = {frozenset(pair) for pair in met}
    best = max(
        len((pairs_in(first) | pairs_in(second)) - known)
        for first in every_round("abcdef")
        for second in every_round("abcdef")
    )
    assert divide(question, rng=rng()).meetings == best


def pairs_in(sets: frozenset[frozenset[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for members in sets for pair in combinations(members, 2)}
