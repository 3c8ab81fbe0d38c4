from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion import verdict as verdict_module
from lehc.methods.opinion.preparing import place, prepare
from lehc.methods.opinion.verdict import judge
from lehc.methods.opinion.votes import gather_votes
from tests.methods.opinion.oracles import grouped_votes, random_votes


def judged(votes, seed: int = 1, trials: int = 39, redraws: int = 20):
    ready = prepare(votes, np.zeros(votes.statements, bool))
    return judge(
        ready,
        place(ready.votes).people,
        rng=np.random.default_rng(seed),
        redraws=redraws,
        trials=trials,
        progress=lambda: None,
    )


def test_groups_rest_on_all_three_tests():
    found = judged(gather_votes(*grouped_votes(1)[:3]))
    assert (found.state, found.reason, found.k) == ("groups", None, 2)
    assert found.pattern.passed
    assert found.separation.passed
    assert found.stability.holds


def test_without_a_pattern_nothing_else_is_asked():
    found = judged(gather_votes(*random_votes(3, people=60)))
    assert (found.state, found.reason) == ("none", "no pattern")
    assert (found.separation, found.stability) == (None, None)
    assert set(found.labels.tolist()) == {-1}


def test_groups_that_do_not_hold_are_a_spread(monkeypatch):
    monkeypatch.setattr(verdict_module, "redraw_people", unsteady)
    found = judged(gather_votes(*grouped_votes(1)[:3]))
    assert (found.state, found.reason, found.k) == ("spread", "does not hold", 1)
    assert set(found.labels.tolist()) == {-1}


def unsteady(votes, labels, counting, **_):
    """A stability in which no re-draw held."""
    return verdict_module.Stability(20, 0, 3, 0.1, 0.0, np.zeros(len(labels)), 9)


def test_a_spread_has_no_gap():
    rng = np.random.default_rng(11)
    lean = np.outer(rng.normal(0, 1, 120), rng.normal(0, 1.5, 30))
    agree = rng.random((120, 30)) < 1 / (1 + np.exp(-lean))
    person, statement = np.indices((120, 30)).reshape(2, -1)
    found = judged(gather_votes(person, statement, np.where(agree, 1, -1).ravel()))
    assert (found.state, found.reason) == ("spread", "no gap")
    assert found.stability is None  # nothing was redrawn for nothing


def test_too_small_groups_are_no_groups():
    rng = np.random.default_rng(2)
    chance = np.full((40, 20), 0.5)
    chance[:3] = 0.98
    agree = rng.random((40, 20)) < chance
    person, statement = np.indices((40, 20)).reshape(2, -1)
    found = judged(gather_votes(person, statement, np.where(agree, 1, -1).ravel()))
    assert found.state != "groups"


def test_very_many_people_are_sampled_for_the_tests_only(monkeypatch):
    monkeypatch.setattr(verdict_module, "SAMPLE", 40)
    votes = gather_votes(*grouped_votes(1, sizes=(60, 50))[:3])
    found = judged(votes)
    assert found.state == "groups"
    assert len(found.labels) == 110
    assert len(found.stability.kept) == 40


@pytest.mark.parametrize("seed", [1, 2])
def test_the_sample_is_drawn_by_the_seed(monkeypatch, seed):
    monkeypatch.setattr(verdict_module, "SAMPLE", 40)
    votes = gather_votes(*grouped_votes(1, sizes=(60, 50))[:3])
    first, second = judged(votes, seed), judged(votes, seed)
    assert first.pattern.trials.tolist() == second.pattern.trials.tolist()
