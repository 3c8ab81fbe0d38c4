from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion.agreement import find_consensus
from lehc.methods.opinion.counts import GroupCounts


def everybody(agree, disagree, votes) -> GroupCounts:
    return GroupCounts(*(np.array([each]) for each in (agree, disagree, votes)))


def test_only_what_is_clearly_more_than_half_is_listed():
    counts = everybody([18, 12, 2, 0], [2, 8, 17, 0], [20, 20, 20, 0])
    found = find_consensus(counts, np.ones(4, bool))
    assert [each.statement for each in found["agree"]] == [0]
    assert [each.statement for each in found["disagree"]] == [2]


def test_an_entry_says_what_it_rests_on():
    found = find_consensus(everybody([18], [2], [20]), np.array([True]))["agree"][0]
    assert (found.count, found.votes, found.share) == (18, 20, 0.9)
    assert (found.low, found.high) == pytest.approx((0.699, 0.972), abs=5e-4)
    # The chance of 18 or more heads in 20 tosses, twice for the two sides tested.
    assert found.q == pytest.approx(2 * (1 + 20 + 190) / 2**20)


def test_the_surest_comes_first():
    counts = everybody([10, 90, 20], [0, 10, 0], [10, 100, 20])
    found = find_consensus(counts, np.ones(3, bool))["agree"]
    assert [each.statement for each in found] == [2, 1, 0]


def test_statements_off_the_list_are_neither_shown_nor_counted():
    counts = everybody([18, 18], [2, 2], [20, 20])
    found = find_consensus(counts, np.array([False, True]))["agree"]
    assert [each.statement for each in found] == [1]
    assert found[0].q == pytest.approx(2 * 211 / 2**20)


def test_tossed_coins_are_hardly_ever_consensus():
    rng = np.random.default_rng(3)
    listed = 0
    for _ in range(200):
        agree = rng.binomial(40, 0.5, 30)
        found = find_consensus(
            everybody(agree, 40 - agree, [40] * 30), np.ones(30, bool)
        )
        listed += bool(found["agree"] or found["disagree"])
    assert listed <= 20
