from __future__ import annotations

import numpy as np

from lehc.methods.opinion.counts import GroupCounts
from lehc.methods.opinion.representative import (
    SIGNIFICANT_Z,
    ListedStatement,
    choose_consensus,
    choose_representative,
)
from lehc.methods.opinion.statistics import describe_groups


def counts(agree, disagree, votes) -> GroupCounts:
    return GroupCounts(*(np.array(each) for each in (agree, disagree, votes)))


def chosen(agree, disagree, votes, listed=None) -> list[list[tuple[int, str]]]:
    statistics = describe_groups(counts(agree, disagree, votes))
    open_ones = np.ones(statistics.votes.shape[1], bool) if listed is None else listed
    return [
        [(each.statement, each.side) for each in group]
        for group in choose_representative(statistics, open_ones)
    ]


def test_a_difference_is_listed_for_both_groups_on_their_sides():
    assert chosen([[9], [1]], [[1], [9]], [[10], [10]]) == [
        [(0, "agree")],
        [(0, "disagree")],
    ]


def test_agreements_come_before_disagreements():
    found = chosen(
        [[1, 20, 9], [19, 1, 1]], [[19, 0, 1], [1, 19, 9]], [[20, 20, 10], [20, 20, 10]]
    )
    assert found[0] == [(1, "agree"), (2, "agree"), (0, "disagree")]


def test_at_most_five_are_listed():
    agree = [[18] * 8, [2] * 8]
    disagree = [[2] * 8, [18] * 8]
    votes = [[20] * 8] * 2
    assert chosen(agree, disagree, votes)[0] == [(each, "agree") for each in range(5)]


def test_moderated_statements_are_not_listed():
    listed = np.array([False, True])
    found = chosen([[9, 8], [1, 1]], [[1, 1], [9, 8]], [[10, 10], [10, 10]], listed)
    assert found == [[(1, "agree")], [(1, "disagree")]]


def test_there_is_always_one_when_nothing_qualifies():
    # Nobody is likely to agree, nothing is significant: the largest difference.
    found = chosen([[1, 1], [2, 1]], [[2, 2], [2, 3]], [[5, 5], [6, 6]])
    assert [len(group) for group in found] == [1, 1]


def test_red_dwarf_lists_nothing_without_an_agreement():
    statistics = describe_groups(counts([[0], [0]], [[20], [2]], [[20], [20]]))
    listed = np.array([True])
    found = choose_representative(statistics, listed, needs_agreement=True)
    assert found[0] == ()
    assert choose_representative(statistics, listed)[0][0].side == "disagree"


def test_no_open_statement_lists_nothing():
    assert chosen([[9], [1]], [[1], [9]], [[10], [10]], np.array([False])) == [[], []]


def test_consensus_is_significant_strong_first_and_at_most_five():
    agree = np.array([[9, 10, 5, 6, 0, 9, 9, 9, 9]])
    votes = np.full((1, 9), 10)
    everybody = GroupCounts(agree, votes - agree, votes)
    listed = np.ones(9, bool)
    listed[5] = False
    found = choose_consensus(everybody, listed)
    assert [each.statement for each in found["agree"]] == [1, 0, 6, 7, 8]
    assert [each.statement for each in found["disagree"]] == [4]
    assert all(each.share_z > SIGNIFICANT_Z for each in found["agree"])


def test_consensus_entries_say_what_they_rest_on():
    everybody = counts([[9]], [[1]], [[10]])
    entry = choose_consensus(everybody, np.array([True]))["agree"][0]
    assert entry == ListedStatement(
        0, "agree", 9, 10, 10 / 12, 2 * np.sqrt(11) * (10 / 11 - 0.5)
    )
