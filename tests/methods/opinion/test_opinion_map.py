"""Our own mode: what it says, when it says it, and that it depends on votes alone."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from lehc.methods.opinion.chance import ChanceTest
from lehc.methods.opinion.counts import NO_GROUP
from lehc.methods.opinion.likeness import adjusted_rand
from lehc.methods.opinion.opinion_map import OpinionMap, draw_map
from lehc.methods.opinion.verdict import forecast_votes
from lehc.methods.opinion.votes import VoteMatrix, gather_votes
from tests.methods.opinion.conversations import read_conversation
from tests.methods.opinion.oracles import grouped_votes, random_votes


def drawn(votes: VoteMatrix, seed: int = 1, **options) -> OpinionMap:
    return draw_map(votes, rng=np.random.default_rng(seed), **options)


@cache
def real(name: str) -> OpinionMap:
    talk = read_conversation(name)
    return drawn(talk.votes, moderated=talk.moderated, meta=talk.meta)


def test_vtaiwan_has_two_groups_that_hold():
    found = real("vtaiwan-uberx")
    stability = found.verdict.stability
    assert (found.state, found.k, found.verdict.reason) == ("groups", 2, None)
    assert stability.held >= 190
    assert stability.typical >= 0.7
    talk = read_conversation("vtaiwan-uberx")
    published = talk.labels(talk.reference["published_group_of"])
    both = (found.labels >= 0) & (published >= 0)
    assert adjusted_rand(found.labels[both], published[both]) > 0.8


def test_london_is_not_called_groups():
    found = real("london-youth-policing")
    assert (found.state, found.k) == ("spread", 1)
    assert set(found.labels.tolist()) == {NO_GROUP}
    assert found.representative == ()


def test_biodiversity_is_one_spread_with_statements_that_divide():
    found = real("scoop-biodiversity")
    assert (found.state, found.verdict.reason) == ("spread", "no gap")
    assert found.verdict.pattern.passed
    assert [len(end) > 0 for end in found.dividing] == [True, True]


def test_real_groups_are_found():
    person, statement, vote, truth = grouped_votes(1, sizes=(35, 25))
    found = drawn(gather_votes(person, statement, vote))
    assert found.state == "groups"
    assert adjusted_rand(found.labels, truth) == 1.0
    assert all(found.representative)


@pytest.mark.parametrize("people", [12, 25, 60])
def test_votes_at_random_show_no_groups(people):
    """A small sample; the documentation holds the full simulation."""
    states = [
        drawn(
            gather_votes(*random_votes(seed, people=people, statements=20)),
            seed,
            trials=39,
            redraws=20,
        ).state
        for seed in range(20)
    ]
    assert states.count("groups") == 0
    assert states.count("none") >= 17


def renamed(votes: VoteMatrix, moderated: np.ndarray, seed: int):
    """The same votes under other numbers, in another order."""
    rng = np.random.default_rng(seed)
    people, statements = (
        rng.permutation(votes.people),
        rng.permutation(votes.statements),
    )
    order = rng.permutation(votes.votes)
    again = gather_votes(
        people[votes.people_of_votes][order],
        statements[votes.columns][order],
        votes.values[order],
    )
    marked = np.empty_like(moderated)
    marked[statements] = moderated
    return again, marked, people, statements


def same_answer(votes: VoteMatrix, moderated: np.ndarray, shuffles: range) -> None:
    first = drawn(votes, moderated=moderated, trials=19, redraws=3)
    for seed in shuffles:
        again, marked, people, statements = renamed(votes, moderated, seed)
        found = drawn(again, moderated=marked, trials=19, redraws=3)
        assert (found.state, found.k) == (first.state, first.k)
        assert found.labels[people].tolist() == first.labels.tolist()
        assert found.verdict.pattern.p == first.verdict.pattern.p
        assert found.priorities[statements].tolist() == first.priorities.tolist()
        np.testing.assert_array_equal(found.positions[people], first.positions)


def test_a_hundred_shuffles_of_rows_and_ids_change_nothing():
    votes = gather_votes(*grouped_votes(2, sizes=(14, 12), statements=16)[:3])
    same_answer(votes, np.arange(votes.statements) == 3, range(100))


def test_shuffles_of_a_real_conversation_change_nothing():
    talk = read_conversation("london-youth-policing")
    same_answer(talk.votes, talk.moderated, range(10))


def test_shuffles_of_a_large_conversation_change_nothing():
    talk = read_conversation("vtaiwan-uberx")
    same_answer(talk.votes, talk.moderated, range(2))


def test_the_seed_moves_the_tests_but_not_the_groups():
    votes = gather_votes(*grouped_votes(4)[:3])
    first, second = (drawn(votes, seed, trials=39, redraws=20) for seed in (1, 2))
    assert first.labels.tolist() == second.labels.tolist()
    assert not np.array_equal(
        first.verdict.pattern.trials, second.verdict.pattern.trials
    )


def test_the_same_seed_gives_the_same_everything():
    votes = gather_votes(*grouped_votes(5)[:3])
    first, second = (drawn(votes, trials=19, redraws=10) for _ in range(2))
    assert first.representative == second.representative
    assert (
        first.verdict.stability.kept.tolist() == second.verdict.stability.kept.tolist()
    )


def test_moderated_and_meta_statements_have_no_part():
    person, statement, vote, _ = grouped_votes(6)
    votes = gather_votes(person, statement, vote)
    moderated, meta = (np.arange(votes.statements) == each for each in (0, 1))
    found = drawn(votes, moderated=moderated, meta=meta, trials=19, redraws=5)
    rest = statement > 1
    without = drawn(
        gather_votes(person[rest], statement[rest] - 2, vote[rest]),
        trials=19,
        redraws=5,
    )
    assert found.labels.tolist() == without.labels.tolist()
    assert found.open_statements.tolist() == (np.arange(votes.statements) > 1).tolist()
    assert found.group_informed_consensus[:2].tolist() == [0, 0]
    assert found.priorities[:2].tolist() == [0, 49]
    np.testing.assert_allclose(
        found.group_informed_consensus[2:], without.group_informed_consensus
    )


def test_people_who_all_agree_have_no_pattern():
    votes = gather_votes(
        np.repeat(range(20), 8), np.tile(range(8), 20), np.ones(160, int)
    )
    found = drawn(votes, trials=19)
    assert (found.state, found.k, found.verdict.reason) == ("none", 1, "no pattern")
    assert [each.statement for each in found.consensus["agree"]] == list(range(8))


def test_no_votes_have_no_pattern():
    found = drawn(gather_votes([], [], []), trials=19)
    assert (found.state, found.counting.tolist()) == ("none", [])
    assert found.verdict.reason == "few people"
    assert found.consensus == {"agree": (), "disagree": ()}


def test_one_person_has_no_pattern():
    found = drawn(gather_votes([0] * 9, range(9), [1, -1, 0] * 3), trials=19)
    verdict = found.verdict
    assert (found.state, verdict.reason) == ("none", "few people")
    assert verdict.votes_needed is None


def test_fewer_than_twenty_people_are_never_groups():
    votes = gather_votes(*grouped_votes(7, sizes=(9, 9))[:3])
    found = drawn(votes, trials=39)
    assert (found.state, found.verdict.reason) == ("spread", "few people")


def test_a_group_of_four_is_too_small_to_show():
    votes = gather_votes(*grouped_votes(8, sizes=(26, 4))[:3])
    found = drawn(votes, trials=39, redraws=20)
    assert (
        found.state != "groups"
        or np.bincount(found.labels[found.labels >= 0]).min() >= 5
    )


def test_the_order_of_the_tests_is_announced_as_progress():
    calls: list = []
    votes = gather_votes(*grouped_votes(9)[:3])
    drawn(votes, trials=19, redraws=7, progress=lambda: calls.append(1))
    assert len(calls) == 2 * 19 + 7


def test_arguments_are_left_as_they_were():
    votes = gather_votes(*grouped_votes(1)[:3])
    for each in (votes.starts, votes.columns, votes.values):
        each.setflags(write=False)
    drawn(votes, trials=19, redraws=3)


def test_a_forecast_follows_from_how_far_the_pattern_stands_out():
    test = ChanceTest(11.0, np.array([9.0, 11.0]), 0.2)
    # z = 1: (1.645^2 - 1) times the votes there are.
    assert forecast_votes(test, 1000) == 1706


@pytest.mark.parametrize(
    "test",
    [
        ChanceTest(10.0, np.array([9.0, 11.0]), 0.5),
        ChanceTest(13.0, np.array([9.0, 11.0]), 0.01),
        ChanceTest(0.0, np.array([0.0, 0.0]), 1.0),
    ],
)
def test_no_forecast_without_a_sign_of_a_pattern_or_with_one(test):
    assert forecast_votes(test, 1000) is None
