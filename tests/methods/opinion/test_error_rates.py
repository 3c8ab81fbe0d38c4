"""Votes without structure: groups are shown at most once in twenty conversations.

The whole table is in docs/methods/opinion.md, from benchmarks/opinion/error_rates.py.
"""

from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.opinion import draw_map, gather_votes

CONVERSATIONS, STATEMENTS = 20, 30


@pytest.mark.parametrize("people", [12, 50])
def test_votes_without_structure_get_no_groups(people: int) -> None:
    states = []
    for seed in range(CONVERSATIONS):
        rng = np.random.default_rng([people, seed])
        latent = rng.normal(size=STATEMENTS) + rng.logistic(size=(people, STATEMENTS))
        person, statement = np.nonzero(rng.random(latent.shape) < 0.7)
        vote = np.sign(latent[person, statement]).astype(np.int8)
        votes = gather_votes(person, statement, vote)
        states.append(draw_map(votes, rng=rng, redraws=50).state)
    assert states.count("groups") <= 0.05 * CONVERSATIONS
    assert states.count("none") >= 0.8 * CONVERSATIONS  # the first test's own 5 %
