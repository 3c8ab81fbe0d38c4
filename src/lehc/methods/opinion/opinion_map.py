"""The opinion map of a conversation, in one of three honest states.

none     no pattern beyond chance: agreement with each statement, and nothing else
spread   people differ along a line: the statements that divide, and no groups
groups   separate groups that hold when the people are drawn again

The answer depends on the votes alone: not on the order of rows, nor on the names of
people and statements. Chance enters the tests only, from a seed that is published.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lehc.methods.opinion.agreement import AgreedStatement, find_consensus
from lehc.methods.opinion.chance import Progress
from lehc.methods.opinion.counts import (
    NO_GROUP,
    GroupCounts,
    count_by_group,
    count_everybody,
)
from lehc.methods.opinion.evidence import (
    GroupStatement,
    Labeller,
    count_held_out,
    halve_again,
    label_again,
    list_differences,
)
from lehc.methods.opinion.preparing import (
    Placed,
    Prepared,
    place,
    prepare,
    spread_out,
)
from lehc.methods.opinion.representative import Side
from lehc.methods.opinion.routing import statement_priorities
from lehc.methods.opinion.statistics import shared_agreement_mean
from lehc.methods.opinion.verdict import State, Verdict, judge
from lehc.methods.opinion.votes import Floats, Ints, VoteMatrix

ALGORITHM = "lehc opinion 1"


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """What can be said about a conversation.

    `k` is 1 and `labels` (people,) all NO_GROUP unless the state is "groups".
    `counting` (people,) marks who voted enough to be placed. `representative` has one
    tuple a group; `dividing` one for each end of the line, in the state "spread".
    `open_statements` marks the statements that are on the map; the others have
    position, consensus and priority 0. `positions` is (people, 2) and not for
    publication: a dot per person can be told apart. With `directions` (statements, 2)
    and `steadying`, `place_one` tells somebody where they stand.
    """

    state: State
    k: int
    labels: Ints
    positions: Floats
    statement_positions: Floats
    directions: Floats
    steadying: float
    open_statements: NDArray[np.bool_]
    counting: NDArray[np.bool_]
    verdict: Verdict
    counts: GroupCounts
    everybody: GroupCounts
    representative: tuple[tuple[GroupStatement, ...], ...]
    dividing: tuple[tuple[GroupStatement, ...], ...]
    consensus: dict[Side, tuple[AgreedStatement, ...]]
    group_informed_consensus: Floats
    priorities: Floats
    mode: Literal["ours"] = "ours"
    algorithm: str = ALGORITHM


def draw_map(
    votes: VoteMatrix,
    *,
    rng: np.random.Generator,
    moderated: NDArray[np.bool_] | None = None,
    meta: NDArray[np.bool_] | None = None,
    redraws: int = 200,
    trials: int = 100,
    progress: Progress | None = None,
) -> OpinionMap:
    """Compute the map of our own mode.

    `moderated` statements, and `meta` ones that only describe the voter, have no part
    in it. `rng` decides the shuffles, the trials and the re-draws; `progress` is
    called after each of them, and they are at most `redraws` + 2 `trials`.
    """
    left_out = _mark(moderated, votes) | _mark(meta, votes)
    ready = prepare(votes, left_out)
    placed = place(ready.votes)
    chances, hands = rng.spawn(2)
    verdict = judge(
        ready,
        placed.people,
        rng=chances,
        redraws=redraws,
        trials=trials,
        progress=progress or _do_nothing,
    )
    return _describe(votes, ready, placed, verdict, _mark(meta, votes), hands)


def _describe(
    votes: VoteMatrix,
    ready: Prepared,
    placed: Placed,
    verdict: Verdict,
    meta: NDArray[np.bool_],
    rng: np.random.Generator,
) -> OpinionMap:
    """Put the verdict into words and numbers, in the conversation's own numbering."""
    everybody = count_everybody(votes)
    labels = np.full(votes.people, NO_GROUP)
    labels[ready.people] = verdict.labels
    counting = np.zeros(votes.people, dtype=bool)
    counting[ready.people] = ready.counting
    k = verdict.k if verdict.state == "groups" else 1
    counts = count_by_group(votes, labels, k) if k > 1 else everybody
    open_statements = np.zeros(votes.statements, dtype=bool)
    open_statements[ready.statements] = True
    places = spread_out(placed.statements, ready.statements, votes.statements)
    priorities = statement_priorities(everybody, np.hypot(*places.T), meta)
    shared = shared_agreement_mean(counts)
    found = _differences(ready, placed, verdict, rng)
    return OpinionMap(
        verdict.state,
        k,
        labels,
        spread_out(placed.people, ready.people, votes.people),
        places,
        spread_out(placed.axes.directions, ready.statements, votes.statements),
        placed.steadying,
        open_statements,
        counting,
        verdict,
        counts,
        everybody,
        found if verdict.state == "groups" else (),
        found if verdict.state == "spread" else (),
        find_consensus(everybody, open_statements),
        np.where(open_statements, shared, 0.0),
        np.where(open_statements | meta, priorities, 0.0),
    )


def _differences(
    ready: Prepared, placed: Placed, verdict: Verdict, rng: np.random.Generator
) -> tuple[tuple[GroupStatement, ...], ...]:
    """What sets the groups, or the two ends of the line, apart; nothing by chance."""
    if verdict.state == "none":
        return ()
    labels, labeller = _sides(ready, placed, verdict)
    k = int(labels.max()) + 1
    counts = count_by_group(ready.votes, labels, k)
    held_out = count_held_out(ready.votes, labeller, k, rng=rng)
    everything = np.ones(ready.votes.statements, dtype=bool)
    found = list_differences(counts, held_out, everything)
    return tuple(tuple(_renumber(each, ready) for each in group) for group in found)


def _sides(ready: Prepared, placed: Placed, verdict: Verdict) -> tuple[Ints, Labeller]:
    """Who is on which side, and how to find out again from fewer votes."""
    if verdict.state == "groups":
        return verdict.labels, label_again(verdict.labels, ready.counting)
    line = placed.people[:, 0]
    upper = line > np.median(line[ready.counting])
    labels = np.where(ready.counting, upper, NO_GROUP)
    return labels, halve_again(line, ready.counting)


def _renumber(entry: GroupStatement, ready: Prepared) -> GroupStatement:
    return replace(entry, statement=int(ready.statements[entry.statement]))


def _mark(marked: NDArray[np.bool_] | None, votes: VoteMatrix) -> NDArray[np.bool_]:
    return np.zeros(votes.statements, dtype=bool) if marked is None else marked


def _do_nothing() -> None:
    """Progress that nobody watches."""
