from __future__ import annotations

import numpy as np

from lehc.methods.opinion.counts import NO_GROUP, GroupCounts, count_by_group
from lehc.methods.opinion.evidence import (
    count_held_out,
    halve_again,
    label_again,
    list_differences,
)
from lehc.methods.opinion.grouping import choose_grouping
from lehc.methods.opinion.likeness import adjusted_rand
from lehc.methods.opinion.preparing import enough_votes, place
from lehc.methods.opinion.votes import gather_votes
from tests.methods.opinion.oracles import grouped_votes, random_votes


def grouped(votes):
    counting = enough_votes(votes)
    labels = np.full(votes.people, NO_GROUP)
    labels[counting] = choose_grouping(place(votes).people[counting]).labels
    return labels, counting


def differences(votes, seed: int = 1):
    labels, counting = grouped(votes)
    k = int(labels.max()) + 1
    held_out = count_held_out(
        votes, label_again(labels, counting), k, rng=np.random.default_rng(seed)
    )
    listed = np.ones(votes.statements, bool)
    return list_differences(count_by_group(votes, labels, k), held_out, listed)


def test_every_vote_is_held_out_once():
    votes = gather_votes(*grouped_votes(1)[:3])
    labels, counting = grouped(votes)
    held_out = count_held_out(
        votes, label_again(labels, counting), 2, rng=np.random.default_rng(1)
    )
    assert held_out.votes.sum(axis=0).tolist() == votes.votes_by_statement.tolist()
    assert held_out.agree.sum(axis=0).tolist() == votes.totals[:, 2].tolist()


def test_groups_made_afresh_keep_their_names():
    votes = gather_votes(*grouped_votes(2)[:3])
    labels, counting = grouped(votes)
    again = label_again(1 - labels, counting)(votes)
    assert adjusted_rand(again, 1 - labels) == 1
    assert (again == 1 - labels).all()


def test_people_who_do_not_count_stay_without_a_group():
    votes = gather_votes(*grouped_votes(3)[:3])
    labels, counting = grouped(votes)
    counting[:4] = False
    assert label_again(labels, counting)(votes)[:4].tolist() == [NO_GROUP] * 4


def test_the_line_keeps_its_direction():
    votes = gather_votes(*random_votes(4))
    places = place(votes).people[:, 0]
    counting = enough_votes(votes)
    upper, lower = (halve_again(sign * places, counting)(votes) for sign in (1, -1))
    middle = np.median(places[counting])
    # Whoever is in the very middle counts as lower both ways round.
    others = counting & (places != middle)
    assert upper[others].tolist() == (places > middle)[others].astype(int).tolist()
    assert lower[others].tolist() == (places < middle)[others].astype(int).tolist()


def test_what_sets_real_groups_apart_is_found():
    rng = np.random.default_rng(6)
    chance = np.full((2, 20), 0.5)
    chance[0, :5], chance[1, :5] = 0.95, 0.05
    truth = np.repeat([0, 1], 30)
    person, statement = np.indices((60, 20)).reshape(2, -1)
    vote = np.where(rng.random(1200) < chance[truth[person], statement], 1, -1)
    found = differences(gather_votes(person, statement, vote))
    sides = [{(each.statement, each.side) for each in group} for group in found]
    planted = [{(s, side) for s in range(5)} for side in ("agree", "disagree")]
    assert all(any(side >= each for side in sides) for each in planted)


def test_noise_has_hardly_anything_to_list():
    """The usual test flags a fifth of all pairs here; ours one list in twenty."""
    listed = sum(
        any(differences(gather_votes(*random_votes(seed, people=60)), seed))
        for seed in range(30)
    )
    assert listed <= 4


def test_an_entry_says_what_it_rests_on():
    counts = GroupCounts(
        np.array([[18], [5]]), np.array([[2], [14]]), np.array([[20], [20]])
    )
    first, second = list_differences(counts, counts, np.array([True]))
    assert [(each.side, each.count, each.votes) for each in first] == [
        ("agree", 18, 20)
    ]
    assert [(each.side, each.count, each.votes) for each in second] == [
        ("disagree", 14, 20)
    ]
    assert (first[0].share, first[0].others) == (0.9, 0.25)
    assert first[0].more_low < first[0].more == 0.65 < first[0].more_high
    assert first[0].q < 0.001


def test_less_than_half_of_a_group_does_not_speak_for_it():
    counts = GroupCounts(
        np.array([[80], [0]]), np.array([[0], [0]]), np.array([[200], [200]])
    )
    assert list_differences(counts, counts, np.array([True])) == ((), ())


def test_moderated_statements_are_not_listed():
    counts = GroupCounts(
        np.array([[18], [5]]), np.array([[2], [14]]), np.array([[20], [20]])
    )
    assert list_differences(counts, counts, np.array([False])) == ((), ())
