from __future__ import annotations

import numpy as np

from lehc.methods.opinion.axes import centre_votes, find_axes, place_people
from lehc.methods.opinion.grouping import choose_grouping
from lehc.methods.opinion.preparing import enough_votes, place
from lehc.methods.opinion.redraws import _tables, place_by_weighted, redraw_people
from lehc.methods.opinion.votes import gather_votes, select_people
from tests.methods.opinion.oracles import grouped_votes, random_votes


def redrawn(votes, redraws: int = 30, calls: list | None = None):
    counting = enough_votes(votes)
    grouping = choose_grouping(place(votes).people[counting])
    labels = np.full(votes.people, -1)
    labels[counting] = grouping.labels
    return redraw_people(
        votes,
        labels,
        counting,
        redraws=redraws,
        rng=np.random.default_rng(4),
        progress=lambda: calls.append(1) if calls is not None else None,
    )


def test_counting_people_twice_is_having_them_twice():
    votes = gather_votes(*random_votes(3, people=30))
    heads = np.random.default_rng(2).integers(0, 4, 30)
    weighted = place_by_weighted(votes, heads.astype(float), _tables(votes))
    repeated = select_people(votes, np.repeat(np.arange(30), heads))
    cast = votes.votes_by_person[enough_votes(votes)]
    centred = centre_votes(repeated, steadying=float(np.median(cast)))
    plain = place_people(centred, find_axes(centred))
    np.testing.assert_allclose(np.repeat(weighted, heads, axis=0), plain, atol=1e-2)


def test_real_groups_hold():
    stability = redrawn(gather_votes(*grouped_votes(1)[:3]))
    assert stability.holds
    assert stability.held == 30
    assert stability.same_number >= 28
    assert stability.typical == 1.0
    assert (stability.kept > 0.9).all()
    assert stability.between == 0


def test_groups_in_noise_do_not_hold():
    stability = redrawn(gather_votes(*random_votes(2, people=60)))
    assert not stability.holds
    assert stability.typical < 0.5
    assert stability.between > 0


def test_somebody_in_the_middle_stands_between():
    person, statement, vote, _ = grouped_votes(5, sizes=(20, 20))
    # The first person votes with the own group on one half, against it on the other.
    vote[(person == 0) & (statement < 12)] *= -1
    stability = redrawn(gather_votes(person, statement, vote))
    assert stability.kept[0] < np.median(stability.kept)


def test_progress_is_called_for_every_redraw():
    calls: list = []
    redrawn(gather_votes(*grouped_votes(1)[:3]), 6, calls)
    assert len(calls) == 6


def test_no_redraws_hold_nothing():
    stability = redrawn(gather_votes(*grouped_votes(1)[:3]), 0)
    assert not stability.holds
    assert (stability.held, stability.typical) == (0, 0.0)
