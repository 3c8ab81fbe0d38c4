from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from lehc.methods.selection.lotteries import weights as weights_module
from lehc.methods.selection.lotteries.weights import find_weights


def test_three_cohorts_by_hand():
    # Averages 0.5 and 0.25: the third cohort must have 0.25, the others follow.
    cohorts = np.array([[1, 0], [0, 0], [0, 1]])
    found = find_weights(cohorts, np.array([0.5, 0.25]))
    assert found.is_exact
    np.testing.assert_allclose(found.probabilities, [0.5, 0.25, 0.25], atol=1e-9)


def test_most_even_probabilities_are_chosen():
    # Any split between the two equal ways to reach the average would do.
    cohorts = np.array([[1, 0], [0, 1], [1, 0], [0, 1]])
    found = find_weights(cohorts, np.array([0.5, 0.5]))
    np.testing.assert_allclose(found.probabilities, [0.25] * 4, atol=1e-9)


def test_averages_out_of_reach_give_a_separating_direction():
    cohorts = np.array([[1, 1], [0, 1], [1, 0]])
    means = np.array([0.25, 0.25])  # every cohort has more of one or the other
    found = find_weights(cohorts, means)
    assert not found.is_exact
    assert ((cohorts - means) @ found.direction).max() < 0


@settings(max_examples=60, deadline=None)
@given(
    st_numpy.arrays(np.int64, (12, 4), elements=st.integers(0, 2)),
    st_numpy.arrays(float, 12, elements=st.floats(0.1, 1.0)),
)
def test_averages_inside_are_met(cohorts, mixture):
    means = mixture / mixture.sum() @ cohorts
    found = find_weights(cohorts, means)
    assert found.is_exact
    np.testing.assert_allclose(found.probabilities @ cohorts, means, atol=1e-9)
    assert found.probabilities.min() > 0


def test_sparse_and_plain_arrays_agree(monkeypatch):
    rng = np.random.default_rng(1)
    cohorts = rng.integers(0, 2, (60, 12))
    means = cohorts[:20].mean(axis=0)
    plain = find_weights(cohorts, means)
    monkeypatch.setattr(weights_module, "DENSE_ENTRIES", 1)
    sparse = find_weights(cohorts, means)
    assert plain.is_exact
    assert sparse.is_exact
    np.testing.assert_allclose(plain.probabilities, sparse.probabilities, atol=1e-7)


def test_arguments_are_not_changed():
    cohorts, means = np.array([[1, 0], [0, 1]]), np.array([0.3, 0.7])
    cohorts.setflags(write=False)
    means.setflags(write=False)
    assert find_weights(cohorts, means).probabilities == pytest.approx([0.3, 0.7])
