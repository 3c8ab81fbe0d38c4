from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.selection.cohorts import cohort_program
from lehc.methods.selection.kinds import merge_kinds
from lehc.methods.selection.lotteries.columns import Pricing
from lehc.methods.selection.lotteries.ensemble import Ensemble
from lehc.methods.selection.lotteries.exact_leximin import ExactLeximin
from lehc.methods.selection.lotteries.face import find_face
from lehc.methods.selection.lotteries.marginals import leximin_marginals
from lehc.methods.selection.lotteries.moves import make_moves
from lehc.methods.selection.lotteries.realisation import realise
from lehc.methods.selection.lotteries.starters import find_starters
from lehc.methods.selection.watch import UNWATCHED
from tests.methods.selection.instances import read_instance


@pytest.fixture(scope="module")
def kinds():
    return merge_kinds(read_instance("cohort_160_24"))


@pytest.fixture(scope="module")
def means(kinds):
    return leximin_marginals(kinds).chances * kinds.numbers


def is_on_face(face, cohorts) -> bool:
    counts = cohorts @ face.program.matrix.T
    return bool(
        (counts >= face.program.row_lower).all()
        and (counts <= face.program.row_upper).all()
        and (cohorts >= face.program.lower).all()
        and (cohorts <= face.program.upper).all()
    )


def test_face_turns_exhausted_targets_into_equations(kinds, means):
    face = find_face(kinds, means)
    averages = face.program.matrix @ means
    assert face.tight.sum() == 11
    np.testing.assert_allclose(
        averages[face.tight], face.program.row_lower[face.tight], atol=1e-7
    )


def test_starters_are_cohorts_that_follow_the_averages(kinds, means):
    face = find_face(kinds, means)
    cohorts = np.array(find_starters(face, 12, UNWATCHED))
    assert is_on_face(face, cohorts)
    # What is asked for twelve times comes, and nothing runs away.
    assert np.abs(cohorts.sum(axis=0) - 12 * means).max() < 3


def walked(kinds, means, seed: int) -> Ensemble:
    face = find_face(kinds, means)
    rng = np.random.default_rng(seed)
    ensemble = Ensemble(make_moves(kinds, face), means, rng)
    ensemble.add(find_starters(face, 6, UNWATCHED), 30)
    ensemble.walk(300, 3.0, 8)
    return ensemble


@pytest.mark.parametrize("name", ["cohort_160_24", "teams_300_48"])
def test_walk_never_leaves_the_cohorts(name):
    kinds = merge_kinds(read_instance(name))
    means = leximin_marginals(kinds).chances * kinds.numbers
    ensemble = walked(kinds, means, 1)
    assert is_on_face(find_face(kinds, means), ensemble.numbers())


def test_walk_comes_nearer_and_keeps_its_counts(kinds, means):
    ensemble = walked(kinds, means, 2)
    excess = ensemble.numbers().sum(axis=0) - len(ensemble.units) * means
    np.testing.assert_allclose(ensemble.excess[:-1], excess, atol=1e-6)
    fresh = Ensemble(ensemble.moves, means, np.random.default_rng(3))
    fresh.add(find_starters(find_face(kinds, means), 6, UNWATCHED), 30)
    assert np.abs(excess).sum() < np.abs(fresh.excess).sum() / 4


def test_realisation_meets_the_averages(kinds, means):
    found = realise(kinds, means, UNWATCHED)
    assert found is not None
    assert found.is_exact
    np.testing.assert_allclose(found.mixture.means(), means, atol=1e-9)


def test_column_generation_agrees_with_realisation(kinds):
    pricing = Pricing(kinds, UNWATCHED)
    exact = ExactLeximin(kinds, pricing.first, pricing, UNWATCHED).run(levels=1)
    assert exact.is_proved
    assert exact.bound == pytest.approx(1 / 9, abs=1e-6)
    assert (pricing.program.upper == cohort_program(kinds).upper).all()
