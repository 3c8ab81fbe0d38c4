from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion.chance import (
    measure_groups,
    shuffle_answers,
    weigh_pattern,
    weigh_separation,
)
from lehc.methods.opinion.votes import gather_votes
from tests.methods.opinion.oracles import grouped_votes, random_votes


def quiet() -> None:
    """Nobody watches."""


def noise(seed: int):
    return gather_votes(*random_votes(seed, people=60))


def grouped(seed: int):
    return gather_votes(*grouped_votes(seed)[:3])


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def test_shuffling_keeps_every_statement_and_every_pass():
    votes = noise(1)
    for shuffled in shuffle_answers(votes, 3, rng=rng()):
        assert shuffled.totals.tolist() == votes.totals.tolist()
        assert shuffled.votes_by_person.tolist() == votes.votes_by_person.tolist()
        assert ((shuffled.values == 0) == (votes.values == 0)).all()
        assert (shuffled.values != votes.values).any()


def test_every_answer_is_as_likely_to_go_to_anybody():
    votes = gather_votes(range(4), [0] * 4, [1, -1, -1, 0])
    agreed = np.zeros(4)
    for shuffled in shuffle_answers(votes, 3000, rng=rng()):
        agreed += shuffled.values == 1
    np.testing.assert_allclose(agreed / 3000, [1 / 3, 1 / 3, 1 / 3, 0], atol=0.04)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_noise_has_no_pattern(seed):
    found = weigh_pattern(noise(seed), trials=39, rng=rng(), progress=quiet)
    assert not found.passed


def test_groups_are_a_pattern():
    found = weigh_pattern(grouped(1), trials=39, rng=rng(), progress=quiet)
    assert found.p == 1 / 40
    assert found.passed


def test_people_who_all_agree_have_no_pattern():
    votes = gather_votes(
        np.repeat(range(12), 9), np.tile(range(9), 12), np.ones(108, int)
    )
    assert weigh_pattern(votes, trials=19, rng=rng(), progress=quiet).p == 1


def test_real_groups_are_separate():
    found = weigh_separation(grouped(2), trials=39, rng=rng(), progress=quiet)
    assert found.passed


def test_a_spread_is_not_separate_groups():
    generator = np.random.default_rng(11)
    lean = np.outer(generator.normal(0, 1, 120), generator.normal(0, 1.5, 30))
    agree = generator.random((120, 30)) < 1 / (1 + np.exp(-lean))
    person, statement = np.indices((120, 30)).reshape(2, -1)
    votes = gather_votes(person, statement, np.where(agree, 1, -1).ravel())
    found = weigh_separation(votes, trials=39, rng=rng(), progress=quiet)
    assert not found.passed


def test_too_few_people_have_nothing_to_measure():
    assert measure_groups(gather_votes([0, 1], [0, 0], [1, -1])) == (0.0, 0.0)


def test_progress_is_called_for_every_trial():
    calls = []
    weigh_pattern(noise(4), trials=7, rng=rng(), progress=lambda: calls.append(1))
    weigh_separation(noise(4), trials=5, rng=rng(), progress=lambda: calls.append(1))
    assert len(calls) == 12
