from __future__ import annotations

import numpy as np

from lehc.methods.opinion.vote_model import (
    VoteModel,
    draw_places,
    draw_votes,
    fit_vote_model,
)
from lehc.methods.opinion.votes import gather_votes


def spread(seed: int, people: int = 800, statements: int = 12):
    rng = np.random.default_rng(seed)
    model = VoteModel(rng.normal(0, 1, statements), rng.normal(0, 1.5, statements))
    person, statement = np.nonzero(rng.random((people, statements)) < 0.9)
    said = rng.choice([1, -1, 0], len(person), p=[0.6, 0.3, 0.1])
    blank = gather_votes(person, statement, said, people=people)
    return draw_votes(blank, model, rng=rng), model, blank


def test_the_fit_finds_the_levels_and_slopes_again():
    votes, model, _ = spread(1)
    start = np.bincount(
        votes.people_of_votes, votes.values * np.sign(model.slopes)[votes.columns], 800
    )
    found = fit_vote_model(votes, start)
    np.testing.assert_allclose(found.levels, model.levels, atol=0.45)
    np.testing.assert_allclose(found.slopes, model.slopes, atol=0.6)
    assert np.corrcoef(found.slopes, model.slopes)[0, 1] > 0.98


def test_drawn_votes_stand_where_the_votes_stood():
    votes, _, blank = spread(2)
    assert votes.columns.tolist() == blank.columns.tolist()
    assert votes.starts.tolist() == blank.starts.tolist()
    assert ((votes.values == 0) == (blank.values == 0)).all()


def test_drawn_shares_follow_the_levels():
    _, _, blank = spread(3)
    rng = np.random.default_rng(1)
    votes = draw_votes(blank, VoteModel(np.full(12, 1.0), np.zeros(12)), rng=rng)
    answered = votes.values != 0
    assert abs((votes.values[answered] == 1).mean() - 1 / (1 + np.exp(-1))) < 0.01


def test_unanimous_and_unanswered_statements_stay_finite():
    person = np.repeat(np.arange(30), 3)
    statement = np.tile(np.arange(3), 30)
    vote = np.tile([1, 0, -1], 30)
    vote[::9] = -1
    found = fit_vote_model(gather_votes(person, statement, vote), np.arange(30.0))
    assert np.isfinite(found.levels).all()
    assert np.abs(found.slopes).max() < 20


def test_places_have_mean_0_variance_1_and_broad_shoulders():
    places = draw_places(200_000, rng=np.random.default_rng(1))
    assert abs(places.mean()) < 0.01
    assert abs(places.var() - 1) < 0.01
    # Kurtosis G(5/4) G(1/4) / G(3/4)^2: between flat (1.8) and normal (3).
    assert abs((places**4).mean() - 2.188) < 0.02


def test_the_same_seed_draws_the_same_votes():
    _, model, blank = spread(4)
    first, second = (
        draw_votes(blank, model, rng=np.random.default_rng(5)) for _ in range(2)
    )
    assert first.values.tolist() == second.values.tolist()
