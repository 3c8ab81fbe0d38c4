from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion.canonical import canonical_order, invert, mix, reorder
from lehc.methods.opinion.votes import gather_votes
from tests.methods.opinion.oracles import fill_table, random_votes


def in_canonical_order(person, statement, vote) -> list:
    votes = gather_votes(person, statement, vote)
    table = fill_table(reorder(votes, *canonical_order(votes)))
    return np.where(np.isnan(table), 9, table).tolist()


@pytest.mark.parametrize("seed", range(5))
def test_any_names_in_any_order_give_the_same_table(seed):
    person, statement, vote = random_votes(seed)
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(vote))
    people, statements = rng.permutation(40), rng.permutation(18)
    renamed = (people[person][order], statements[statement][order], vote[order])
    assert in_canonical_order(*renamed) == in_canonical_order(person, statement, vote)


def test_the_table_has_the_same_rows():
    person, statement, vote = random_votes(7)
    votes = gather_votes(person, statement, vote)
    people, statements = canonical_order(votes)
    expected = fill_table(votes)[people][:, statements]
    np.testing.assert_array_equal(
        fill_table(reorder(votes, people, statements)), expected
    )


def test_people_who_differ_in_one_vote_are_told_apart():
    person, statement, vote = random_votes(8)
    changed = vote.copy()
    changed[0] = -1 if vote[0] == 1 else 1
    assert in_canonical_order(person, statement, vote) != in_canonical_order(
        person, statement, changed
    )


def test_an_order_and_its_inverse_undo_each_other():
    order = np.array([2, 0, 3, 1])
    assert order[invert(order)].tolist() == [0, 1, 2, 3]


def test_mixing_keeps_keys_apart():
    assert len(set(mix(np.arange(10_000, dtype=np.uint64)).tolist())) == 10_000
