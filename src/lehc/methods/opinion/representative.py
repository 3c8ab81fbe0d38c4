"""Polis's own choice of representative and of consensus statements.

Kept as it is for the compatible mode and for groups given from outside. It makes no
allowance for the number of statements tried, nor for groups having been made from
the same votes: `evidence` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lehc.methods.opinion.counts import GroupCounts
from lehc.methods.opinion.statistics import (
    GroupStatistics,
    SideStatistics,
    half_test,
    smoothed_share,
)
from lehc.methods.opinion.votes import Floats, Ints

Side = Literal["agree", "disagree"]

# One-tailed 90 %: the 0.9 quantile of the normal distribution.
SIGNIFICANT_Z = 1.2815515655446004
MOST_LISTED = 5


@dataclass(frozen=True)
class ListedStatement:
    """A statement chosen for a list, with the figures it was chosen on.

    `ratio` and `ratio_z` are None in the consensus lists, where there is no other
    group to compare with. `best_agree` marks the one put first for its agreement.
    """

    statement: int
    side: Side
    count: int
    votes: int
    share: float
    share_z: float
    ratio: float | None = None
    ratio_z: float | None = None
    best_agree: bool = False


def choose_representative(
    statistics: GroupStatistics,
    listed: NDArray[np.bool_],
    *,
    needs_agreement: bool = False,
) -> tuple[tuple[ListedStatement, ...], ...]:
    """Up to five statements for each group, agreements before disagreements.

    `listed` marks the statements that may be shown. A statement qualifies when both
    its z are above 1.28 on one side. The best agreement comes first; there is always
    at least one statement. With `needs_agreement` a group without any likely
    agreement gets no list, though it has disagreements: red-dwarf 0.4.0 does that.
    """
    open_statements = np.flatnonzero(listed)
    groups = range(len(statistics.votes))
    return tuple(
        tuple(_choose_for_group(view, open_statements, needs_agreement))
        for view in (_GroupView(statistics, group) for group in groups)
    )


def choose_consensus(
    everybody: GroupCounts, listed: NDArray[np.bool_]
) -> dict[Side, tuple[ListedStatement, ...]]:
    """Up to five statements most people agree with, and disagree with.

    The share is above a half with z above 1.28, over everybody; in the order of
    share times z.
    """
    votes = everybody.votes[0]
    return {
        "agree": _consensus_side("agree", everybody.agree[0], votes, listed),
        "disagree": _consensus_side("disagree", everybody.disagree[0], votes, listed),
    }


@dataclass(frozen=True, eq=False)
class _GroupView:
    """One group's row of the statistics."""

    statistics: GroupStatistics
    group: int

    def side(self, statement: int) -> Side:
        """The side on which the group stands out more."""
        of = self.statistics
        agree = of.agree.ratio_z[self.group, statement]
        return (
            "agree"
            if agree > of.disagree.ratio_z[self.group, statement]
            else "disagree"
        )

    def of(self, side: Side) -> SideStatistics:
        return self.statistics.agree if side == "agree" else self.statistics.disagree

    def entry(self, statement: int, *, best_agree: bool = False) -> ListedStatement:
        side = self.side(statement)
        values, group = self.of(side), self.group
        return ListedStatement(
            statement,
            side,
            int(values.count[group, statement]),
            int(self.statistics.votes[group, statement]),
            float(values.share[group, statement]),
            float(values.share_z[group, statement]),
            float(values.ratio[group, statement]),
            float(values.ratio_z[group, statement]),
            best_agree,
        )


def _choose_for_group(
    view: _GroupView, statements: Ints, needs_agreement: bool
) -> list[ListedStatement]:
    qualified = _qualified(view, statements)
    best = _best_agreement(view, statements)
    if best is None and not len(qualified):
        return [view.entry(strongest) for strongest in _strongest(view, statements)]
    if best is None and needs_agreement:
        return []
    ranked = _by_strength(view, qualified)
    listed = [] if best is None else [view.entry(best, best_agree=True)]
    others = [statement for statement in ranked if statement != best]
    listed += [view.entry(each) for each in others[: MOST_LISTED - len(listed)]]
    return sorted(listed, key=lambda entry: entry.side)


def _qualified(view: _GroupView, statements: Ints) -> Ints:
    passing = np.zeros(len(statements), dtype=bool)
    for values in (view.statistics.agree, view.statistics.disagree):
        passing |= (values.share_z[view.group, statements] > SIGNIFICANT_Z) & (
            values.ratio_z[view.group, statements] > SIGNIFICANT_Z
        )
    return statements[passing]


def _by_strength(view: _GroupView, statements: Ints) -> list[int]:
    """Strongest first; of equally strong statements the one with the lower number."""
    of, group = view.statistics, view.group
    agrees = of.agree.ratio_z[group] > of.disagree.ratio_z[group]
    strength = np.where(agrees, of.agree.strength[group], of.disagree.strength[group])
    ranked: list[int] = _strong_first(statements, strength).tolist()
    return ranked


def _strongest(view: _GroupView, statements: Ints) -> list[int]:
    """The one statement with the largest z against the others, on either side."""
    if not len(statements):
        return []
    of, group = view.statistics, view.group
    z = np.maximum(of.agree.ratio_z[group], of.disagree.ratio_z[group])[statements]
    return [int(statements[np.argmax(z)])]


def _best_agreement(view: _GroupView, statements: Ints) -> int | None:
    """The agreement to put first, found in one pass in the order of the statements.

    The first one that is likely (z against a half above 1.28, or above half and
    above the others) leads; a later one takes over when it is stronger, measured by
    all four figures if the leader stands out from the others, else by its share.
    """
    agree, group = view.statistics.agree, view.group
    voted = (agree.count + view.statistics.disagree.count)[group] > 0
    likely = (agree.share_z[group] > SIGNIFICANT_Z) | (
        (agree.ratio[group] > 1.0) & (agree.share[group] > 0.5)
    )
    candidates = statements[voted[statements]].tolist()
    ratio = agree.ratio[group].tolist()
    strength = agree.strength[group].tolist()
    plain = (agree.share * agree.share_z)[group].tolist()
    return _pass_over(candidates, likely.tolist(), ratio, strength, plain)


def _pass_over(
    candidates: Iterable[int],
    likely: list[bool],
    ratio: list[float],
    strength: list[float],
    plain: list[float],
) -> int | None:
    best: int | None = None
    for statement in candidates:
        if best is None:
            best = statement if likely[statement] else None
            continue
        measure = strength if ratio[best] > 1.0 else plain
        if measure[statement] > measure[best]:
            best = statement
    return best


def _consensus_side(
    side: Side, count: Ints, votes: Ints, listed: NDArray[np.bool_]
) -> tuple[ListedStatement, ...]:
    share, z = smoothed_share(count, votes), half_test(count, votes)
    passing = np.flatnonzero(listed & (share > 0.5) & (z > SIGNIFICANT_Z))
    order = _strong_first(passing, share * z)
    return tuple(
        ListedStatement(
            int(statement),
            side,
            int(count[statement]),
            int(votes[statement]),
            float(share[statement]),
            float(z[statement]),
        )
        for statement in order[:MOST_LISTED]
    )


def _strong_first(statements: Ints, strength: Floats) -> Ints:
    return statements[np.argsort(-strength[statements], kind="stable")]
