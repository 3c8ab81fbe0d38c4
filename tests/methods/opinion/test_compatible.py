"""The compatible mode against red-dwarf 0.4.0 on three real conversations."""

from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion.compatible import (
    draw_compatible_map,
    leftmost_points,
)
from lehc.methods.opinion.votes import gather_votes
from tests.methods.opinion.conversations import NAMES, read_conversation
from tests.methods.opinion.oracles import adjusted_rand, random_votes


@pytest.fixture(scope="module", params=NAMES)
def pair(request):
    talk = read_conversation(request.param)
    found = draw_compatible_map(talk.votes, moderated=talk.moderated)
    return talk, found


def test_everybody_is_in_the_same_group(pair):
    talk, found = pair
    expected = talk.labels(talk.reference["group_of"])
    assert found.k == talk.reference["k"]
    assert found.labels.tolist() == expected.tolist()


def test_adjusted_rand_with_the_peer_is_one():
    talk = read_conversation("london-youth-policing")
    found = draw_compatible_map(talk.votes, moderated=talk.moderated)
    theirs = talk.labels(talk.reference["group_of"])
    grouped = theirs >= 0
    assert adjusted_rand(found.labels[grouped], theirs[grouped]) == 1.0


def test_representative_statements_are_the_same_in_the_same_order(pair):
    talk, found = pair
    ours = {
        str(group): [
            [int(talk.statement_ids[each.statement]), each.side] for each in listed
        ]
        for group, listed in enumerate(found.representative)
    }
    assert ours == talk.reference["representative"]


def test_consensus_lists_are_the_same_but_for_exact_ties(pair):
    talk, found = pair
    for side, listed in found.consensus.items():
        ours = [int(talk.statement_ids[each.statement]) for each in listed]
        theirs = talk.reference["consensus"][side]
        strength = {
            int(talk.statement_ids[each.statement]): each.share * each.share_z
            for each in listed
        }
        assert len(ours) == len(theirs)
        differing = [each for each in ours if each not in theirs]
        # red-dwarf leaves the order of equals to an unstable sort: London's fifth.
        weakest = min(strength.values())
        assert [strength[each] for each in differing] == [weakest] * len(differing)


def test_consensus_and_priorities_are_the_same_numbers(pair):
    talk, found = pair
    shared = [talk.reference["group_informed_consensus"][s] for s in talk.statement_ids]
    priorities = [talk.reference["priorities"][s] for s in talk.statement_ids]
    np.testing.assert_allclose(found.group_informed_consensus, shared, rtol=1e-12)
    # red-dwarf solves the larger ones with a randomised method, good to 1.3e-4.
    np.testing.assert_allclose(found.priorities, priorities, rtol=2e-4)


def test_positions_are_the_same_where_the_peer_is_exact():
    talk = read_conversation("london-youth-policing")
    found = draw_compatible_map(talk.votes, moderated=talk.moderated)
    expected = [talk.reference["positions"][each] for each in talk.person_ids]
    np.testing.assert_allclose(found.positions, expected, atol=1e-12)


def test_people_who_all_agree_are_one_group():
    votes = gather_votes(
        np.repeat(range(20), 8), np.tile(range(8), 20), np.ones(160, int)
    )
    found = draw_compatible_map(votes)
    assert (found.k, found.silhouettes, set(found.labels.tolist())) == (1, {}, {0})


def test_nobody_with_seven_votes_is_no_group():
    votes = gather_votes([0, 1, 2], [0, 1, 2], [1, -1, 1])
    found = draw_compatible_map(votes)
    assert (found.k, found.labels.tolist()) == (0, [-1, -1, -1])
    assert found.representative == ()


def test_two_people_are_too_few_for_two_groups():
    person, statement, vote = random_votes(1, people=2, share=1)
    found = draw_compatible_map(gather_votes(person, statement, vote))
    assert (found.k, found.silhouettes) == (1, {})


def test_meta_statements_get_the_fixed_priority():
    talk = read_conversation("london-youth-policing")
    meta = np.arange(talk.votes.statements) < 2
    found = draw_compatible_map(talk.votes, moderated=talk.moderated, meta=meta)
    assert (found.priorities == 49).tolist() == meta.tolist()


@pytest.mark.parametrize("people", [10, 500])
def test_leftmost_points_are_the_first_different_ones(people):
    rng = np.random.default_rng(people)
    points = rng.integers(0, 40, (people, 2)).astype(float)
    expected = np.unique(points, axis=0)[:5]
    assert leftmost_points(points, 5).tolist() == expected.tolist()


def test_many_people_in_the_leftmost_places_are_looked_through():
    points = np.repeat([[0.0, 0], [1, 0], [2, 0]], [200, 1, 1], axis=0)
    assert leftmost_points(points, 3).tolist() == [[0, 0], [1, 0], [2, 0]]
