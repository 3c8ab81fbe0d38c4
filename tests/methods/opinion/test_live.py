"""One vote at a time against a full run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.methods.opinion import pairs
from lehc.methods.opinion.axes import centre_votes, find_axes, place_people
from lehc.methods.opinion.compatible import draw_compatible_map
from lehc.methods.opinion.counts import NO_GROUP
from lehc.methods.opinion.live import LiveVotes
from lehc.methods.opinion.lloyd import refine
from lehc.methods.opinion.votes import VotesError, gather_votes
from tests.methods.opinion.conversations import read_conversation
from tests.methods.opinion.oracles import fill_table, random_votes

PEOPLE, STATEMENTS = 9, 6


def scatter_of(table: np.ndarray) -> np.ndarray:
    """Z'Z by its definition."""
    voted = ~np.isnan(table)
    counts = np.maximum(1, voted.sum(axis=0))
    means = np.where(voted, table, 0).sum(axis=0) / counts
    centred = np.where(voted, table - means, 0)
    return centred.T @ centred


steps = st.lists(
    st.tuples(
        st.integers(0, PEOPLE - 1),
        st.integers(0, STATEMENTS - 1),
        st.sampled_from([-1, 0, 1, None]),
    ),
    max_size=60,
)


@settings(max_examples=60)
@given(steps, st.integers(0, 3))
def test_any_votes_changed_or_taken_back_give_the_sums_of_a_full_run(changes, seed):
    person, statement, vote = random_votes(seed, people=5, statements=4)
    votes = gather_votes(person, statement, vote)
    going = LiveVotes(votes, statements=STATEMENTS)
    table = np.full((PEOPLE, STATEMENTS), np.nan)
    table[: votes.people, : votes.statements] = fill_table(votes)
    for who, what, said in changes:
        if said is None:
            going.take_back(who, what)
            table[who, what] = np.nan
        else:
            going.add(who, what, said)
            table[who, what] = said
    np.testing.assert_allclose(going.scatter()[0], scatter_of(table), atol=1e-9)
    expected = [[(table[:, j] == v).sum() for v in (1, -1)] for j in range(STATEMENTS)]
    found = np.stack([going.everybody.agree[0], going.everybody.disagree[0]], axis=1)
    assert found.tolist() == expected
    merged = fill_table(going.as_matrix())
    np.testing.assert_array_equal(merged, table[: merged.shape[0]])


def test_a_real_conversation_vote_by_vote_is_where_a_full_run_puts_it():
    talk = read_conversation("london-youth-policing")
    empty = gather_votes([], [], [])
    going = LiveVotes(empty, statements=talk.votes.statements)
    for who, what, said in zip(talk.person, talk.statement, talk.vote, strict=True):
        going.add(int(who), int(what), int(said))
    full = draw_compatible_map(talk.votes)
    found = going.refresh()
    np.testing.assert_allclose(found.positions, full.positions, atol=1e-8)
    np.testing.assert_allclose(found.axes.strengths, full.axes.strengths, rtol=1e-10)


def test_votes_after_a_start_are_where_a_full_run_puts_them():
    person, statement, vote = random_votes(5, people=200, statements=60)
    half = len(vote) // 2
    start = gather_votes(
        person[:half], statement[:half], vote[:half], people=200, statements=60
    )
    going = LiveVotes(start)
    before = going.refresh()
    for who, what, said in zip(
        person[half:], statement[half:], vote[half:], strict=True
    ):
        going.add(int(who), int(what), int(said))
    found = going.refresh(start=before.axes)
    centred = centre_votes(gather_votes(person, statement, vote))
    axes = find_axes(centred)
    np.testing.assert_allclose(found.axes.directions, axes.directions, atol=1e-7)
    np.testing.assert_allclose(found.positions, place_people(centred, axes), atol=1e-6)


def test_groups_follow_their_centres():
    talk = read_conversation("vtaiwan-uberx")
    full = draw_compatible_map(talk.votes)
    centres = np.array(
        [full.positions[full.labels == group].mean(axis=0) for group in range(full.k)]
    )
    found = LiveVotes(talk.votes).refresh(centres=centres)
    grouped = full.labels >= 0
    _, expected = refine(full.positions[grouped], centres)
    assert found.labels[grouped].tolist() == expected.tolist()
    assert set(found.labels[~grouped].tolist()) == {NO_GROUP}


def test_many_people_are_counted_in_parts(monkeypatch):
    votes = gather_votes(*random_votes(6, people=30, statements=8))
    whole = pairs.count_pairs(votes)
    monkeypatch.setattr(pairs, "PEOPLE_AT_ONCE", 7)
    assert pairs.count_pairs(votes).tolist() == whole.tolist()


def test_merging_changes_nothing():
    votes = gather_votes(*random_votes(7))
    going = LiveVotes(votes)
    going.add(45, 3, 1)
    before = going.refresh()
    going.as_matrix()
    after = going.refresh()
    np.testing.assert_allclose(after.positions, before.positions, atol=1e-9)
    assert going.people == 46


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ((0, 0, 2), "a vote is -1 (disagree), 0 (pass) or 1 (agree)"),
        ((0, 18, 1), "statement 18 is beyond the 18"),
        ((-1, 0, 1), "person numbers start at 0"),
    ],
)
def test_what_cannot_be_a_vote_is_named(step, message):
    going = LiveVotes(gather_votes(*random_votes(8)))
    with pytest.raises(VotesError) as caught:
        going.add(*step)
    assert str(caught.value) == message


def test_the_start_is_left_as_it_was():
    votes = gather_votes(*random_votes(9))
    for each in (votes.starts, votes.columns, votes.values):
        each.setflags(write=False)
    going = LiveVotes(votes)
    going.add(0, 1, 1)
    going.add(0, 1, -1)
    going.refresh()
