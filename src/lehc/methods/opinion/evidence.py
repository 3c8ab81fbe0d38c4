"""What sets groups apart, tested on votes that were not used to make them.

Groups made from votes differ on those very votes, whether they mean anything or not.
So the votes are dealt into five hands. For each hand the groups are made from the
other four, and the votes in the hand are counted by them. Added up, every vote is
counted once, by groups it had no part in. Only these counts are tested.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from lehc.methods.opinion.agreement import RATE
from lehc.methods.opinion.counts import NO_GROUP, GroupCounts, count_by_group
from lehc.methods.opinion.discovery import false_discovery_rates, more_inside
from lehc.methods.opinion.intervals import difference_interval, wilson_interval
from lehc.methods.opinion.likeness import overlap
from lehc.methods.opinion.lloyd import assign
from lehc.methods.opinion.partition import QUICK, gather_sites, search_sites
from lehc.methods.opinion.preparing import place
from lehc.methods.opinion.representative import Side
from lehc.methods.opinion.votes import Floats, Ints, VoteMatrix, select_votes

HANDS = 5
SIDES: tuple[Side, Side] = ("agree", "disagree")

# Labels of all people from some of their votes.
Labeller = Callable[[VoteMatrix], Ints]


@dataclass(frozen=True)
class GroupStatement:
    """What a group says more than the others do.

    `count` of the group's `votes` with the 95 % interval; `others` is the share of
    everybody else, `more` the difference with its interval, and `q` the
    false-discovery rate, from votes that were not used to make the groups.
    """

    statement: int
    side: Side
    count: int
    votes: int
    share: float
    low: float
    high: float
    others: float
    more: float
    more_low: float
    more_high: float
    q: float


def count_held_out(
    votes: VoteMatrix, labeller: Labeller, groups: int, *, rng: np.random.Generator
) -> GroupCounts:
    """Votes counted by groups that were made without them."""
    hand = rng.permutation(votes.votes) % HANDS
    parts = []
    for each in range(HANDS):
        labels = labeller(select_votes(votes, hand != each))
        parts.append(count_by_group(select_votes(votes, hand == each), labels, groups))
    return GroupCounts(
        sum((part.agree for part in parts), np.zeros_like(parts[0].agree)),
        sum((part.disagree for part in parts), np.zeros_like(parts[0].disagree)),
        sum((part.votes for part in parts), np.zeros_like(parts[0].votes)),
    )


def label_again(labels: Ints, counting: NDArray[np.bool_]) -> Labeller:
    """Makes as many groups afresh and names them as in `labels` (all people)."""
    k = int(labels.max()) + 1

    def labeller(votes: VoteMatrix) -> Ints:
        points = place(votes).people[counting]
        sites = gather_sites(points, np.ones(len(points)), QUICK)
        found = search_sites(sites, QUICK).get(k)
        again = np.full(votes.people, NO_GROUP, dtype=np.int64)
        if found is not None:
            near = assign(points, found[0])
            again[counting] = _best_names(near, labels[counting], k)[near]
        return again

    return labeller


def halve_again(places: Floats, counting: NDArray[np.bool_]) -> Labeller:
    """Puts people in the lower (0) or upper (1) half of the line afresh.

    `places` (all people) says which end is which.
    """

    def labeller(votes: VoteMatrix) -> Ints:
        line = place(votes).people[:, 0]
        if np.dot(line[counting], places[counting]) < 0:
            line = -line
        upper = line > np.median(line[counting])
        return np.where(counting, upper, NO_GROUP)

    return labeller


def list_differences(
    counts: GroupCounts, held_out: GroupCounts, listed: NDArray[np.bool_]
) -> tuple[tuple[GroupStatement, ...], ...]:
    """For each group, what more than half of it says, and more than the others say.

    Figures are from all votes, tests from the held-out ones: both sides of all
    statements and groups together at a false-discovery rate of 5 %. The first is the
    one whose difference is surely largest.
    """
    open_statements = np.flatnonzero(listed)
    q = _held_out_rates(held_out, open_statements)
    return tuple(
        _list_group(counts, group, open_statements, q[:, group])
        for group in range(len(counts.votes))
    )


def _held_out_rates(held_out: GroupCounts, statements: Ints) -> Floats:
    """q of every side, group and statement: (2, groups, statements)."""
    rest = held_out.outside
    p = [
        more_inside(
            inside[:, statements],
            held_out.votes[:, statements],
            outside[:, statements],
            rest.votes[:, statements],
        )
        for inside, outside in (
            (held_out.agree, rest.agree),
            (held_out.disagree, rest.disagree),
        )
    ]
    return false_discovery_rates(np.array(p))


def _list_group(
    counts: GroupCounts, group: int, statements: Ints, q: Floats
) -> tuple[GroupStatement, ...]:
    entries = []
    for side, rates in zip(SIDES, q, strict=True):
        for column in np.flatnonzero(rates <= RATE).tolist():
            entry = _entry(counts, group, int(statements[column]), side, rates[column])
            if entry.share > 0.5 and entry.more > 0:
                entries.append(entry)
    return tuple(sorted(entries, key=lambda entry: -entry.more_low))


def _entry(
    counts: GroupCounts, group: int, statement: int, side: Side, q: float
) -> GroupStatement:
    said = counts.agree if side == "agree" else counts.disagree
    inside, n_in = said[group, statement], counts.votes[group, statement]
    outside = said[:, statement].sum() - inside
    n_out = counts.votes[:, statement].sum() - n_in
    low, high = wilson_interval(inside, n_in)
    more_low, more_high = difference_interval(inside, n_in, outside, n_out)
    share, others = inside / max(n_in, 1), outside / max(n_out, 1)
    return GroupStatement(
        statement,
        side,
        int(inside),
        int(n_in),
        float(share),
        float(low),
        float(high),
        float(others),
        float(share - others),
        float(more_low),
        float(more_high),
        float(q),
    )


def _best_names(found: Ints, labels: Ints, k: int) -> Ints:
    """The naming of the found groups that keeps most people where they were."""
    table = np.zeros((k, k), dtype=int)
    shared = overlap(found, labels)
    table[: shared.shape[0], : shared.shape[1]] = shared
    rows = np.arange(k)
    return np.array(
        max(permutations(range(k)), key=lambda names: table[rows, names].sum())
    )
