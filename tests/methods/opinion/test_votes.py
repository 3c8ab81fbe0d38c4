from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lehc.methods.opinion import votes as votes_module
from lehc.methods.opinion.votes import (
    PIECE,
    VotesError,
    gather_votes,
    pieces,
    select_statements,
    select_votes,
)
from tests.methods.opinion.oracles import fill_table, last_votes, random_votes

cast = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 4), st.integers(-1, 1)), max_size=60
)


def as_pairs(votes) -> dict:
    who = votes.people_of_votes.tolist()
    pairs = zip(who, votes.columns.tolist(), strict=True)
    return dict(zip(pairs, votes.values.tolist(), strict=True))


def test_by_a_full_table_or_by_sorting_votes_are_the_same(monkeypatch):
    rng = np.random.default_rng(1)
    columns = (
        rng.integers(0, 30, 900),
        rng.integers(0, 20, 900),
        rng.integers(-1, 2, 900),
    )
    by_table = gather_votes(*columns, people=33, statements=25)
    monkeypatch.setattr(votes_module, "TABLE", 0)
    by_sorting = gather_votes(*columns, people=33, statements=25)
    for each in ("people", "statements"):
        assert getattr(by_table, each) == getattr(by_sorting, each)
    for each in ("starts", "columns", "values"):
        assert getattr(by_table, each).tolist() == getattr(by_sorting, each).tolist()


@given(cast)
def test_the_last_vote_of_each_pair_counts(rows):
    person, statement, vote = ([row[place] for row in rows] for place in range(3))
    votes = gather_votes(
        np.array(person, int), np.array(statement, int), np.array(vote, int)
    )
    assert as_pairs(votes) == last_votes(person, statement, vote)


@given(cast)
def test_rows_hold_their_statements_in_order(rows):
    person, statement, vote = (
        np.array([row[place] for row in rows], int) for place in range(3)
    )
    votes = gather_votes(person, statement, vote)
    cells = votes.people_of_votes * 10 + votes.columns
    assert (np.diff(cells) > 0).all()


def test_a_repeat_at_the_end_of_one_row_and_the_start_of_the_next_is_kept():
    votes = gather_votes([0, 1, 1], [3, 3, 3], [1, -1, 0])
    assert as_pairs(votes) == {(0, 3): 1, (1, 3): 0}


def test_people_and_statements_without_votes_are_empty():
    votes = gather_votes([2], [1], [1], people=5, statements=4)
    assert votes.votes_by_person.tolist() == [0, 0, 1, 0, 0]
    assert votes.votes_by_statement.tolist() == [0, 1, 0, 0]


def test_no_votes_at_all_is_an_empty_matrix():
    votes = gather_votes([], [], [])
    assert (votes.people, votes.statements, votes.votes) == (0, 0, 0)
    assert votes.totals.shape == (0, 3)


def test_totals_count_disagree_pass_and_agree():
    votes = gather_votes([0, 1, 2, 3, 0], [0, 0, 0, 0, 1], [1, 1, -1, 0, 0])
    assert votes.totals.tolist() == [[1, 1, 2], [0, 1, 0]]


def test_totals_agree_with_the_full_table():
    person, statement, vote = random_votes(3)
    table = fill_table(gather_votes(person, statement, vote))
    expected = [[(table[:, j] == v).sum() for v in (-1, 0, 1)] for j in range(18)]
    assert gather_votes(person, statement, vote).totals.tolist() == expected


def test_pieces_cover_everything_once():
    covered = [
        each for piece in pieces(2 * PIECE + 5) for each in (piece.start, piece.stop)
    ]
    assert covered == [0, PIECE, PIECE, 2 * PIECE, 2 * PIECE, 2 * PIECE + 5]


def test_selecting_statements_renumbers_them():
    votes = gather_votes([0, 0, 1, 1], [0, 2, 1, 2], [1, -1, 0, 1])
    chosen = select_statements(votes, np.array([True, False, True]))
    assert as_pairs(chosen) == {(0, 0): 1, (0, 1): -1, (1, 1): 1}
    assert (chosen.people, chosen.statements) == (2, 2)


def test_selecting_votes_keeps_people_and_statements():
    votes = gather_votes([0, 0, 1, 2], [0, 2, 1, 2], [1, -1, 0, 1])
    chosen = select_votes(votes, np.array([False, True, False, True]))
    assert as_pairs(chosen) == {(0, 2): -1, (2, 2): 1}
    assert (chosen.people, chosen.statements) == (3, 3)


def test_arguments_are_left_as_they_were():
    arrays = [np.array(each) for each in ([0, 0, 1], [1, 1, 0], [1, -1, 0])]
    for each in arrays:
        each.setflags(write=False)
    gather_votes(*arrays)
    assert [each.tolist() for each in arrays] == [[0, 0, 1], [1, 1, 0], [1, -1, 0]]


@pytest.mark.parametrize(
    ("person", "statement", "vote", "extent", "message"),
    [
        ([0, 1], [0], [1], {}, "person, statement and vote must have the same length"),
        ([-1], [0], [1], {}, "person numbers start at 0"),
        ([0], [-2], [1], {}, "statement numbers start at 0"),
        ([0], [0], [2], {}, "a vote is -1 (disagree), 0 (pass) or 1 (agree)"),
        ([0], [0], [0.5], {}, "votes must be whole numbers"),
        ([0.0], [0], [1], {}, "person must be a row of whole numbers"),
        ([4], [0], [1], {"people": 4}, "person 4 is beyond the 4 there are"),
        ([0], [9], [1], {"statements": 3}, "statement 9 is beyond the 3 there are"),
    ],
)
def test_what_cannot_be_votes_is_named(person, statement, vote, extent, message):
    with pytest.raises(VotesError) as caught:
        gather_votes(person, statement, vote, **extent)
    assert str(caught.value) == message
