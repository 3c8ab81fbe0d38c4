from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lehc.methods.agreement import Agreement, measure_agreement

Scores = list[list[float]]


def measure(applications: Scores, seed: int = 1) -> Agreement | None:
    rows = [at for at, scores in enumerate(applications) for _ in scores]
    return measure_agreement(
        application=np.array(rows, dtype=np.int64),
        score=np.array([one for scores in applications for one in scores], dtype=float),
        rng=np.random.default_rng(seed),
    )


def find_alpha_slowly(applications: Scores) -> float:
    """Krippendorff's coincidences, pair by pair, as the book writes them."""
    used = [scores for scores in applications if len(scores) > 1]
    everything = [one for scores in used for one in scores]
    count = len(everything)
    observed = sum(
        2 * (one - other) ** 2 / (len(scores) - 1)
        for scores in used
        for one, other in combinations(scores, 2)
    )
    expected = sum(2 * (one - other) ** 2 for one, other in combinations(everything, 2))
    return 1 - (observed / count) / (expected / (count * (count - 1)))


def mean_distance_slowly(pairs: list[tuple[float, float]]) -> float:
    return sum(abs(one - other) for one, other in pairs) / len(pairs)


rounds = st.lists(
    st.lists(st.integers(0, 8).map(lambda half: half / 2), min_size=1, max_size=4),
    min_size=2,
    max_size=7,
)


@settings(max_examples=60, deadline=None)
@given(rounds)
def test_the_same_as_pair_by_pair(applications: Scores) -> None:
    used = [scores for scores in applications if len(scores) > 1]
    everything = [one for scores in used for one in scores]
    assume(len(used) > 1 and len(set(everything)) > 1)
    found = measure(applications)
    assert found is not None
    assert found.alpha == pytest.approx(find_alpha_slowly(applications), abs=1e-9)
    within = [pair for scores in used for pair in combinations(scores, 2)]
    assert found.same == pytest.approx(mean_distance_slowly(within))
    assert found.different == pytest.approx(
        mean_distance_slowly(list(combinations(everything, 2)))
    )
    assert (found.applications, found.reviews) == (len(used), len(everything))


@settings(max_examples=20, deadline=None)
@given(rounds, st.randoms(use_true_random=False))
def test_order_and_scale_do_not_matter(applications: Scores, chance: object) -> None:
    used = [one for scores in applications if len(scores) > 1 for one in scores]
    assume(len(set(used)) > 1)
    moved = [[10 + 3 * one for one in reversed(scores)] for scores in applications]
    chance.shuffle(moved)  # type: ignore[attr-defined]
    one, other = measure(applications), measure(moved)
    if one is None:
        assert other is None
    else:
        assert other is not None
        assert other.alpha == pytest.approx(one.alpha, abs=1e-9)


def test_worked_example_of_the_docs() -> None:
    # within: 1 and 2, 3 and 3, 2 and 4; squares 1, 0, 4
    found = measure([[1, 2], [3, 3], [2, 4], [4]])
    assert found is not None
    assert found.alpha == pytest.approx(1 - (10 / 6) / (66 / 30))
    assert found.same == 1
    assert found.different == pytest.approx(19 / 15)


def test_full_agreement_and_chance() -> None:
    full = measure([[1, 1], [2, 2], [4, 4]])
    assert full is not None
    assert full.alpha == 1
    worse = measure([[0, 4], [4, 0], [0, 4]])
    assert worse is not None
    assert worse.alpha < 0


def test_everybody_gave_the_same() -> None:
    found = measure([[2, 2], [2, 2, 2]])
    assert found is not None
    assert np.isnan([found.alpha, found.low, found.high]).all()
    assert found.same == 0


@pytest.mark.parametrize("applications", [[], [[1]], [[1, 2], [3]], [[1], [2], [3]]])
def test_too_little_to_say(applications: Scores) -> None:
    assert measure(applications) is None


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    chance = np.random.default_rng(5)
    rows = np.repeat(np.arange(80), 3)
    held = 0
    for _ in range(60):  # half of the variance is the application's: alpha is 0.5
        scores = chance.normal(0, 1, 80)[rows] + chance.normal(0, 1, 240)
        found = measure_agreement(application=rows, score=scores, rng=chance)
        assert found is not None
        held += found.low <= 0.5 <= found.high
    assert held >= 50


def test_the_same_seed_gives_the_same_interval() -> None:
    chance = np.random.default_rng(9)
    applications = chance.normal(2, 1, (40, 3)).tolist()
    assert measure(applications, 3) == measure(applications, 3)
    assert measure(applications, 3) != measure(applications, 4)


@pytest.mark.parametrize("score", [[1.0], [1.0, np.inf]])
def test_bad_scores_are_refused(score: list[float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        measure_agreement(
            application=np.array([0, 0]),
            score=np.array(score),
            rng=np.random.default_rng(0),
        )
