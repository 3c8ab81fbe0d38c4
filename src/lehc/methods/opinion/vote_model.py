"""A model of one spread of opinion: no groups, everybody somewhere on one line.

Chance of agreeing, among those who agree or disagree:

    P(agree) = 1 / (1 + exp(-(level_j + slope_j * f_i)))

where f_i is the place of a person on the line, with mean 0, variance 1 and a density
proportional to exp(-(|f| / s)^4). That has one peak and broader shoulders than the
normal, so that people spread out evenly are inside the model, too. Fitted by marginal
likelihood (Bock and Aitkin 1981, Psychometrika 46, 443-459): the line is summed over
on a grid, and levels and slopes are found by Newton steps. Slopes may be steep, so
that even a very polarised spread is inside. Passes are left where they are: passing
is not an opinion.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.special import expit, gamma, log_expit

from lehc.methods.opinion.votes import Floats, VoteMatrix

ROUNDS = 40
# The grid, and the logarithm of the density on it.
LINE = np.linspace(-3.0, 3.0, 31)
SHAPE = 4.0
SCALE = float(np.sqrt(gamma(1 / SHAPE) / gamma(3 / SHAPE)))
LOG_DENSITY = -((np.abs(LINE) / SCALE) ** SHAPE)
# Prior standard deviations of a level and of a slope: weak, and enough to keep
# statements on which everybody said the same from running away.
LEVEL_SPREAD, SLOPE_SPREAD = 5.0, 5.0
# Fitting stops when no slope changes by more than this in a round.
SETTLED = 1e-2


@dataclass(frozen=True, eq=False)
class VoteModel:
    """Levels and slopes, both (statements,)."""

    levels: Floats
    slopes: Floats


def fit_vote_model(votes: VoteMatrix, start: Floats) -> VoteModel:
    """Fit the model; `start` (people,) says roughly where people stand.

    Statements without an agreement or disagreement keep level and slope near 0.
    """
    agree, answered = _answers(votes)
    model = _first_model(agree, answered, start)
    for _ in range(ROUNDS):
        places = _place_chances(agree, answered, model)
        improved = _newton_step(model, agree.T @ places, answered.T @ places)
        change = float(np.abs(improved.slopes - model.slopes).max(initial=0.0))
        model = improved
        if change < SETTLED:
            break
    return model


def draw_votes(
    votes: VoteMatrix, model: VoteModel, *, rng: np.random.Generator
) -> VoteMatrix:
    """New answers from the model, for new people on the line, at the same places."""
    people = draw_places(votes.people, rng=rng)
    who, what = votes.people_of_votes, votes.columns
    chance = expit(model.levels[what] + model.slopes[what] * people[who])
    values = np.where(rng.random(votes.votes) < chance, 1, -1).astype(np.int8)
    values[votes.values == 0] = 0
    return VoteMatrix(
        votes.people, votes.statements, votes.starts, votes.columns, values
    )


def draw_places(people: int, *, rng: np.random.Generator) -> Floats:
    """Places on the line: (|f| / s)^4 has a gamma distribution of shape 1/4."""
    sizes = SCALE * rng.gamma(1 / SHAPE, 1.0, people) ** (1 / SHAPE)
    return sizes * rng.choice([-1.0, 1.0], people)


def _answers(votes: VoteMatrix) -> tuple[csr_array, csr_array]:
    """Agreements, and agreements and disagreements together, as 0 and 1."""
    shape = (votes.people, votes.statements)
    tables = [
        csr_array((mask.astype(float), votes.columns, votes.starts), shape=shape)
        for mask in (votes.values > 0, votes.values != 0)
    ]
    return tables[0], tables[1]


def _first_model(agree: csr_array, answered: csr_array, start: Floats) -> VoteModel:
    """Levels from the shares; slopes from how the answers go with the start."""
    begin = (start - start.mean()) / max(float(start.std()), 1e-12)
    yes, total = agree.sum(axis=0), answered.sum(axis=0)
    levels = np.log((yes + 0.5) / (total - yes + 0.5))
    share = (yes + 0.5) / (total + 1.0)
    together = agree.T @ begin - share * (answered.T @ begin)
    spread = np.maximum(answered.T @ begin**2, 1.0) * share * (1 - share)
    return VoteModel(levels, np.clip(together / (spread + 1.0), -2.0, 2.0))


def _place_chances(agree: csr_array, answered: csr_array, model: VoteModel) -> Floats:
    """How likely each person is at each node, shape (people, nodes)."""
    lean = model.levels[:, None] + model.slopes[:, None] * LINE
    logs = agree @ lean + answered @ log_expit(-lean)
    logs += LOG_DENSITY
    logs -= logs.max(axis=1, keepdims=True)
    places = np.exp(logs, out=logs)
    places /= places.sum(axis=1, keepdims=True)
    return places


def _newton_step(model: VoteModel, yes: Floats, total: Floats) -> VoteModel:
    """One step up the expected log-likelihood plus log-prior, for all statements."""
    chance = expit(model.levels[:, None] + model.slopes[:, None] * LINE)
    excess, weight = yes - total * chance, total * chance * (1 - chance)
    up_level = excess.sum(axis=1) - model.levels / LEVEL_SPREAD**2
    up_slope = excess @ LINE - model.slopes / SLOPE_SPREAD**2
    curve_level = weight.sum(axis=1) + LEVEL_SPREAD**-2
    curve_slope = weight @ LINE**2 + SLOPE_SPREAD**-2
    cross = weight @ LINE
    determinant = curve_level * curve_slope - cross**2
    level_step = (curve_slope * up_level - cross * up_slope) / determinant
    slope_step = (curve_level * up_slope - cross * up_level) / determinant
    return VoteModel(
        model.levels + np.clip(level_step, -1.0, 1.0),
        model.slopes + np.clip(slope_step, -1.0, 1.0),
    )
