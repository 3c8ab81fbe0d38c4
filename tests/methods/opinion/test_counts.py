from __future__ import annotations

import numpy as np

from lehc.methods.opinion.counts import NO_GROUP, count_by_group, count_everybody
from lehc.methods.opinion.votes import gather_votes
from tests.methods.opinion.oracles import count_votes, fill_table, random_votes

VOTES = gather_votes(*random_votes(11))
LABELS = np.random.default_rng(2).integers(-1, 3, VOTES.people)


def as_cube(counts) -> list:
    return np.stack([counts.agree, counts.disagree, counts.votes]).tolist()


def test_counts_agree_with_the_full_table():
    expected = count_votes(fill_table(VOTES), LABELS, 3)
    assert (LABELS == NO_GROUP).any()
    assert as_cube(count_by_group(VOTES, LABELS, 3)) == expected.tolist()


def test_everybody_is_one_group():
    expected = count_votes(fill_table(VOTES), np.zeros(VOTES.people), 1)
    assert as_cube(count_everybody(VOTES)) == expected.tolist()


def test_outside_is_all_the_other_groups():
    table = fill_table(VOTES)
    outside = count_by_group(VOTES, LABELS, 3).outside
    merged = np.where(LABELS < 0, -1, (LABELS == 1).astype(int))
    assert as_cube(outside)[0][1] == count_votes(table, merged, 2)[0, 0].tolist()


def test_together_leaves_out_people_without_a_group():
    together = count_by_group(VOTES, LABELS, 3).together
    expected = count_votes(fill_table(VOTES), np.where(LABELS < 0, -1, 0), 1)
    assert as_cube(together) == expected.tolist()


def test_no_groups_count_nothing():
    counts = count_by_group(VOTES, np.full(VOTES.people, NO_GROUP), 0)
    assert counts.votes.shape == (0, VOTES.statements)
