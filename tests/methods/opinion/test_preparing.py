from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion.preparing import (
    enough_votes,
    place,
    prepare,
    spread_out,
    steady_centre,
)
from lehc.methods.opinion.votes import gather_votes
from tests.methods.opinion.oracles import fill_table, random_votes


def votes_of(seed: int = 1):
    return gather_votes(*random_votes(seed))


def test_the_way_back_leads_to_the_same_votes():
    votes = votes_of()
    left_out = np.arange(votes.statements) % 5 == 0
    ready = prepare(votes, left_out)
    expected = fill_table(votes)[ready.people][:, ready.statements]
    np.testing.assert_array_equal(fill_table(ready.votes), expected)
    assert set(ready.statements.tolist()).isdisjoint(np.flatnonzero(left_out).tolist())


def test_statements_nobody_voted_on_are_left_out():
    votes = gather_votes([0, 1], [0, 2], [1, -1], statements=5)
    assert sorted(prepare(votes, np.zeros(5, bool)).statements.tolist()) == [0, 2]


@pytest.mark.parametrize(
    ("cast", "statements", "counts"), [(7, 9, True), (6, 9, False)]
)
def test_seven_votes_are_enough(cast, statements, counts):
    votes = gather_votes([0] * cast, range(cast), [1] * cast, statements=statements)
    assert enough_votes(votes).tolist() == [counts]


def test_all_votes_are_enough_where_there_are_fewer_statements():
    votes = gather_votes([0, 0, 0, 1, 1], [0, 1, 2, 0, 1], [1] * 5)
    assert enough_votes(votes).tolist() == [True, False]


def test_nobody_has_enough_of_no_votes():
    assert enough_votes(gather_votes([], [], [], people=2)).tolist() == [False, False]


def test_the_steadying_is_the_median_of_those_who_count():
    person = np.repeat([0, 1, 2, 3], [7, 9, 11, 2])
    statement = np.concatenate([np.arange(each) for each in (7, 9, 11, 2)])
    votes = gather_votes(person, statement, np.ones(29, int))
    assert steady_centre(votes).steadying == 9


def test_somebody_with_few_votes_stands_nearer_to_the_middle_than_in_polis():
    votes = votes_of(2)
    ours = place(votes).people
    plain = steady_centre(votes)
    scale = np.sqrt(plain.width / np.maximum(1, plain.counted))
    theirs = (plain.matrix @ place(votes).axes.directions) * scale[:, None]
    ratio = np.linalg.norm(ours, axis=1) / np.linalg.norm(theirs, axis=1)
    cast = votes.votes_by_person
    np.testing.assert_allclose(ratio, np.sqrt(cast / (cast + plain.steadying)))


def test_rows_are_put_back_where_they_belong():
    found = spread_out(np.array([[1.0, 2], [3, 4]]), np.array([2, 0]), 4)
    assert found.tolist() == [[3, 4], [0, 0], [1, 2], [0, 0]]
