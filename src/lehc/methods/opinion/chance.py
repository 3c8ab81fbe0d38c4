"""Two questions put to the votes before any group is shown.

1. Is there any pattern beyond chance? The agreements and disagreements on each
   statement are shuffled among the people who gave one (passes stay where they are).
   No pattern can survive that. If the first axis of the real votes is not stronger
   than in 95 of 100 shuffles, there is nothing to see.
2. Are there separate groups, or one spread of opinion? Votes are drawn from the best
   fitting model of a spread (`vote_model`) and put through the same computation. The
   groups found there are compared with the real ones in two ways: by the silhouette
   and by the gap between them (`gap`). Each is expressed in standard deviations of
   the trials, and the larger of the two counts, in the trials as in the real votes.

p = (1 + trials at least as extreme) / (1 + trials): Phipson and Smyth 2010, Stat.
Appl. Genet. Mol. Biol. 9, article 39.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from lehc.methods.opinion.axes import centre_votes, find_axes
from lehc.methods.opinion.gap import smallest_gap
from lehc.methods.opinion.grouping import try_grouping
from lehc.methods.opinion.preparing import enough_votes, place
from lehc.methods.opinion.vote_model import draw_votes, fit_vote_model
from lehc.methods.opinion.votes import Floats, VoteMatrix

# Nothing is claimed at a p above this.
LIMIT = 0.05
# Trials need their axes to three figures, not ten.
TRIAL_RESIDUAL = 1e-4
# Trials that are all but equal are taken to differ by so much.
LEAST_SPREAD = 0.005

Progress = Callable[[], None]


@dataclass(frozen=True, eq=False)
class ChanceTest:
    """What was seen, what the trials gave (trials,), and how often as much as that."""

    seen: float
    trials: Floats
    p: float

    @property
    def passed(self) -> bool:
        """Whether chance is a poor explanation."""
        return self.p <= LIMIT


def weigh_pattern(
    votes: VoteMatrix, *, trials: int, rng: np.random.Generator, progress: Progress
) -> ChanceTest:
    """Is the first axis stronger than when the answers are shuffled?"""
    seen = _first_strength(votes)
    found = []
    for shuffled in shuffle_answers(votes, trials, rng=rng):
        found.append(_first_strength(shuffled))
        progress()
    return _compare(seen, np.array(found))


def weigh_separation(
    votes: VoteMatrix, *, trials: int, rng: np.random.Generator, progress: Progress
) -> ChanceTest:
    """Are the groups further apart than those of a spread that fits the votes?"""
    model = fit_vote_model(votes, place(votes).people[:, 0])
    seen = measure_groups(votes)
    found = []
    for _ in range(trials):
        found.append(measure_groups(draw_votes(votes, model, rng=rng)))
        progress()
    measures = np.array([seen, *found])
    usual, spread = np.mean(found, axis=0), np.std(found, axis=0)
    apart = ((measures - usual) / np.maximum(spread, LEAST_SPREAD)).max(axis=1)
    return _compare(float(apart[0]), apart[1:])


def measure_groups(votes: VoteMatrix) -> tuple[float, float]:
    """Silhouette and smallest gap of the groups of these votes; 0 without groups."""
    points = place(votes, residual=TRIAL_RESIDUAL).people[enough_votes(votes)]
    grouping = try_grouping(points)
    if grouping is None:
        return 0.0, 0.0
    gap = smallest_gap(points, grouping.centres, grouping.labels)
    return grouping.silhouettes[grouping.k], gap


def shuffle_answers(
    votes: VoteMatrix, times: int, *, rng: np.random.Generator
) -> Iterator[VoteMatrix]:
    """The votes with the answers on each statement given to others who answered it."""
    answered = np.flatnonzero(votes.values != 0)
    statement = votes.columns[answered]
    if votes.statements < 1 << 15:
        # NumPy sorts short whole numbers by counting, which is many times faster.
        statement = statement.astype(np.int16)
    slots = answered[np.argsort(statement, kind="stable")]
    for _ in range(times):
        mixed = rng.permutation(len(answered))
        by_statement = mixed[np.argsort(statement[mixed], kind="stable")]
        values = votes.values.copy()
        values[slots] = votes.values[answered[by_statement]]
        yield VoteMatrix(
            votes.people, votes.statements, votes.starts, votes.columns, values
        )


def _first_strength(votes: VoteMatrix) -> float:
    axes = find_axes(centre_votes(votes), residual=TRIAL_RESIDUAL)
    return float(axes.strengths[0])


def _compare(seen: float, trials: Floats) -> ChanceTest:
    as_much = int((trials >= seen).sum())
    return ChanceTest(seen, trials, (1 + as_much) / (1 + len(trials)))
