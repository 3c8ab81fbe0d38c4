"""Which of the three states a conversation is in, decided by tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from lehc.methods.opinion.chance import (
    LIMIT,
    ChanceTest,
    Progress,
    weigh_pattern,
    weigh_separation,
)
from lehc.methods.opinion.counts import NO_GROUP
from lehc.methods.opinion.grouping import Grouping, choose_grouping
from lehc.methods.opinion.preparing import Prepared
from lehc.methods.opinion.redraws import Stability, redraw_people
from lehc.methods.opinion.votes import Floats, Ints, select_people

State = Literal["none", "spread", "groups"]

# Why there are no groups: the first of these that applies.
Reason = Literal[
    "no pattern", "few people", "no group large enough", "no gap", "does not hold"
]

# Below this many people two real groups are found less than half the time.
FEWEST_PEOPLE = 20
# One person's answers cannot hang together with anybody's.
FEWEST_FOR_PATTERN = 2
# Trials and re-draws use at most so many people, drawn once by lot.
SAMPLE = 4000
# z of a one-sided 5 %, and beyond how many times the votes no forecast is made.
NEEDED_Z, FORECAST_REACH = 1.6448536269514722, 10.0


@dataclass(frozen=True, eq=False)
class Verdict:
    """The state, and what it rests on.

    `labels` (rows,) are groups only in the state "groups". `silhouettes` are those of
    each number of groups that was possible. `reason` says why there are no groups.
    `votes_needed` is a rough number of further votes after which the pattern seen so
    far, if it is real, would be told from chance; None when there is no telling.
    """

    state: State
    reason: Reason | None
    k: int
    labels: Ints
    silhouettes: dict[int, float]
    pattern: ChanceTest
    separation: ChanceTest | None
    stability: Stability | None
    votes_needed: int | None


def judge(
    ready: Prepared,
    positions: Floats,
    *,
    rng: np.random.Generator,
    redraws: int,
    trials: int,
    progress: Progress,
) -> Verdict:
    """Ask for a pattern, then for large enough groups, a gap, and that they hold."""
    drawing, shuffling, modelling, redrawing = rng.spawn(4)
    rows = _sample(ready, rng=drawing)
    some = (
        ready.votes
        if len(rows) == ready.votes.people
        else select_people(ready.votes, rows)
    )
    pattern = weigh_pattern(some, trials=trials, rng=shuffling, progress=progress)
    verdict = _nothing(ready, pattern)
    if not pattern.passed:
        return verdict
    verdict = replace(verdict, state="spread", reason="few people", votes_needed=None)
    if ready.counting.sum() < FEWEST_PEOPLE:
        return verdict
    grouping = choose_grouping(positions[ready.counting])
    if grouping is None:
        return replace(verdict, reason="no group large enough")
    verdict = _with_grouping(verdict, ready, grouping)
    separation = weigh_separation(some, trials=trials, rng=modelling, progress=progress)
    verdict = replace(verdict, separation=separation)
    if not separation.passed:  # re-draws could not change that
        return _without_groups(verdict, "no gap")
    stability = redraw_people(
        some,
        verdict.labels[rows],
        ready.counting[rows],
        redraws=redraws,
        rng=redrawing,
        progress=progress,
    )
    verdict = replace(verdict, stability=stability)
    if not stability.holds:
        return _without_groups(verdict, "does not hold")
    return replace(verdict, state="groups", reason=None)


def _nothing(ready: Prepared, pattern: ChanceTest) -> Verdict:
    labels = np.full(ready.votes.people, NO_GROUP, dtype=np.int64)
    needed = forecast_votes(pattern, ready.votes.votes)
    reason: Reason = "no pattern"
    if ready.votes.people < FEWEST_FOR_PATTERN:
        reason, needed = "few people", None
    return Verdict("none", reason, 1, labels, {}, pattern, None, None, needed)


def _with_grouping(verdict: Verdict, ready: Prepared, grouping: Grouping) -> Verdict:
    labels = verdict.labels.copy()
    labels[ready.counting] = grouping.labels
    return replace(
        verdict, k=grouping.k, labels=labels, silhouettes=grouping.silhouettes
    )


def _without_groups(verdict: Verdict, reason: Reason) -> Verdict:
    labels = np.full(len(verdict.labels), NO_GROUP, dtype=np.int64)
    return replace(verdict, reason=reason, k=1, labels=labels)


def forecast_votes(pattern: ChanceTest, votes: int) -> int | None:
    """Further votes after which the pattern seen would pass, if it is real.

    The z of the pattern against its shuffles grows with the root of the number of
    votes: N = votes * ((1.645 / z)^2 - 1). None when the pattern is weaker than most
    shuffles, or the answer is over ten times the votes there are.
    """
    spread = float(pattern.trials.std()) if len(pattern.trials) else 0.0
    if spread <= 0 or pattern.p <= LIMIT:
        return None
    z = (pattern.seen - float(pattern.trials.mean())) / spread
    if z <= NEEDED_Z / np.sqrt(1 + FORECAST_REACH):
        return None
    return max(1, round(votes * ((NEEDED_Z / z) ** 2 - 1)))


def _sample(ready: Prepared, *, rng: np.random.Generator) -> Ints:
    """Everybody, or a sample in the same order when there are very many."""
    people = ready.votes.people
    if people <= SAMPLE:
        return np.arange(people)
    return np.sort(rng.choice(people, SAMPLE, replace=False))
