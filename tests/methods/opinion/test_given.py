from __future__ import annotations

import numpy as np

from lehc.methods.opinion.compatible import draw_compatible_map
from lehc.methods.opinion.given import describe_given_groups
from tests.methods.opinion.conversations import DATA, read_conversation


def test_groups_found_here_and_given_back_have_the_same_statistics():
    talk = read_conversation("vtaiwan-uberx")
    found = draw_compatible_map(talk.votes, moderated=talk.moderated)
    given = describe_given_groups(
        talk.votes, found.labels, found.k, moderated=talk.moderated
    )
    assert given.representative == found.representative
    assert given.consensus == found.consensus
    np.testing.assert_array_equal(
        given.group_informed_consensus, found.group_informed_consensus
    )
    np.testing.assert_allclose(given.priorities, found.priorities)


def test_people_without_a_group_are_left_out():
    talk = read_conversation("london-youth-policing")
    labels = talk.labels(talk.reference["published_group_of"])
    given = describe_given_groups(talk.votes, labels, 3, moderated=talk.moderated)
    assert given.counts.votes.sum() == talk.votes.votes_by_person[labels >= 0].sum()
    assert [len(group) for group in given.representative] == [5, 5, 5]


def test_the_sources_are_named():
    text = (DATA / "SOURCES.md").read_text()
    assert "Attribution to The Computational Democracy Project" in text
