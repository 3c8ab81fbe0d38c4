"""Many cohorts at once, walking by exchanges towards given averages.

All cohorts start as copies of a few and stay on their face the whole time. In every
step each cohort tries a random exchange (see `moves`); it is taken when it brings the
numbers of units over all cohorts nearer to what the averages ask, or, while the walk
is warm, not much further away (simulated annealing). One step is a few NumPy calls for
thousands of cohorts, which is what makes a lottery over real cohorts affordable.

The measure is sum_k e_k^2 with e_k = units of kind k in all cohorts - cohorts * mean_k.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.kinds import Integers
from lehc.methods.selection.lotteries.moves import Indices, Moves
from lehc.methods.selection.solver import Floats

# Share of a walk during which steps away are taken; the rest only goes nearer.
WARM_SHARE = 0.8
# Every so many steps the least used kind of each class is looked up again.
REFRESH = 20
# Units of need given to every kind, so that no kind is never proposed.
BASE_NEED, NULL_NEED = 0.05, 0.3


class Exchange(NamedTuple):
    """For some cohorts: the slot, who leaves it and who joins."""

    slots: Indices
    leavers: Indices
    joiners: Indices

    def take(self, keep: Indices) -> Exchange:
        """The exchange for a part of the cohorts."""
        return Exchange(*(part[keep] for part in self))


class Proposal(NamedTuple):
    """Cohorts and one or two exchanges proposed to each; a cohort may occur again."""

    cohorts: Indices
    exchanges: tuple[Exchange, ...]

    def take(self, keep: Indices) -> Proposal:
        """The proposal for a part of the cohorts."""
        return Proposal(
            self.cohorts[keep], tuple(part.take(keep) for part in self.exchanges)
        )


class Ensemble:
    """The walking cohorts. `units[i]` lists the kinds in cohort i, padded by NULL."""

    def __init__(self, moves: Moves, means: Floats, rng: np.random.Generator) -> None:
        self.moves = moves
        self.means = np.append(means, 0.0)
        self.rng = rng
        self.units: NDArray[np.int32] = np.zeros((0, moves.slots), dtype=np.int32)
        self.recount()

    def add(self, cohorts: list[Integers], copies: int) -> None:
        """Let `copies` of each cohort (numbers of units by kind) join the walk."""
        rows = np.full((len(cohorts), self.moves.slots), self.moves.null, np.int32)
        for row, cohort in zip(rows, cohorts, strict=True):
            kinds = np.repeat(np.arange(len(cohort)), cohort)
            row[: len(kinds)] = kinds
        self.units = np.vstack([self.units, np.tile(rows, (copies, 1))])
        self.recount()

    def recount(self) -> None:
        """Count targets and excess afresh from the units."""
        self.counts = self.moves.counts[self.units].sum(axis=1, dtype=np.int16)
        totals = np.bincount(self.units.ravel(), minlength=len(self.means))
        self.excess = totals - len(self.units) * self.means
        self.excess[self.moves.null] = 0.0
        self.refresh()

    def numbers(self) -> NDArray[np.int64]:
        """Each cohort as numbers of units by kind."""
        return count_units(self.units, self.moves.null)

    def refresh(self) -> None:
        """Look up the least used kind of each class."""
        members = self.moves.members
        order = np.lexsort((self.excess[members], self.moves.class_of[members]))
        self.least_used = members[order[self.moves.starts]]

    def walk(self, steps: int, temperature: float, tries: int) -> None:
        """Take so many steps, cooling down; `tries` exchanges a cohort and step."""
        cohorts = np.tile(np.arange(len(self.units)), tries)
        for step in range(steps):
            if step % REFRESH == 0:
                self.refresh()
            warmth = temperature * max(0.0, 1 - step / (WARM_SHARE * steps))
            if step % 2:
                proposal = self.propose_one(cohorts)
            else:
                proposal = self.propose_two(cohorts, is_easy=bool(step % 4))
            self.settle(proposal, warmth)

    def leave_random(self, cohorts: Indices) -> tuple[Indices, Indices]:
        """A random slot of each cohort and the kind in it."""
        slots = self.pick(self.moves.slots, len(cohorts))
        return slots, self.units[cohorts, slots].astype(np.intp)

    def pick(self, sizes: Indices | int, count: int) -> Indices:
        """A random whole number below each size (or `count` below one size)."""
        picked: Indices = (self.rng.random(count) * sizes).astype(np.intp)
        return picked

    def pick_member(self, classes: Indices) -> Indices:
        """A random kind of each class."""
        moves = self.moves
        return moves.members[
            moves.starts[classes] + self.pick(moves.sizes[classes], len(classes))
        ]

    def pick_needed(self, classes: Indices) -> Indices:
        """A kind of each class: half of them random, half the least used."""
        is_random = self.rng.random(len(classes)) < 0.5
        return np.where(is_random, self.pick_member(classes), self.least_used[classes])

    def propose_one(self, cohorts: Indices) -> Proposal:
        """Exchange one unit for another of its class."""
        slots, leavers = self.leave_random(cohorts)
        joiners = self.pick_member(self.moves.class_of[leavers])
        return Proposal(cohorts, (Exchange(slots, leavers, joiners),))

    def propose_two(self, cohorts: Indices, *, is_easy: bool) -> Proposal:
        """Exchange two units for two others whose changes cancel."""
        moves = self.moves
        slots, leavers = self.leave_random(cohorts)
        joiners = self.pick_joiners(leavers, is_easy=is_easy)
        other_slots, other_leavers = self.leave_random(cohorts)
        change = moves.hashes[joiners] - moves.hashes[leavers]
        wanted = moves.hashes[other_leavers] - change
        classes = np.searchsorted(moves.class_hashes, wanted) % len(moves.class_hashes)
        keep = np.flatnonzero(
            (moves.class_hashes[classes] == wanted)
            & (slots != other_slots)
            & (joiners != leavers)
        )
        first = Exchange(slots, leavers, joiners).take(keep)
        other_joiners = self.pick_needed(classes[keep])
        second = Exchange(other_slots[keep], other_leavers[keep], other_joiners)
        return Proposal(cohorts[keep], (first, second))

    def pick_joiners(self, leavers: Indices, *, is_easy: bool) -> Indices:
        """Kinds to join: of an easily compensated class, or whatever is needed most."""
        moves = self.moves
        width = moves.partners.shape[1]
        if is_easy and width:
            column = self.pick(width, len(leavers))
            classes = moves.partners[moves.class_of[leavers], column]
            return self.pick_needed(classes)
        need = np.maximum(-self.excess[moves.members], 0.0) + BASE_NEED
        need[moves.members == moves.null] = NULL_NEED
        ladder = np.cumsum(need)
        places = np.searchsorted(ladder, self.rng.random(len(leavers)) * ladder[-1])
        return moves.members[np.minimum(places, len(ladder) - 1)]

    def settle(self, proposal: Proposal, warmth: float) -> None:
        """Take those of the proposed exchanges that are wanted and allowed."""
        proposal = proposal.take(np.flatnonzero(self.is_wanted(proposal, warmth)))
        if not len(proposal.cohorts):
            return
        after = self.counts_after(proposal)
        fits = ((after >= self.moves.lower) & (after <= self.moves.upper)).all(axis=1)
        keep = np.flatnonzero(fits)
        keep = keep[is_first(proposal.cohorts[keep], len(self.units))]
        if not len(keep):
            return
        proposal, after = proposal.take(keep), after[keep]
        units = self.units_after(proposal)
        alone = is_alone(proposal, self.moves.null)
        keep = np.flatnonzero(self.is_within_most(proposal, units) & alone)
        self.apply(proposal.take(keep), units[keep], after[keep])

    def is_wanted(self, proposal: Proposal, warmth: float) -> NDArray[np.bool_]:
        """Whether an exchange lowers the measure, or raises it by little."""
        joining, leaving = 1 + 2 * self.excess, 1 - 2 * self.excess
        joining[self.moves.null] = leaving[self.moves.null] = 0.0
        leaving[self.moves.stays] = np.inf
        change = np.zeros(len(proposal.cohorts))
        for _, leavers, joiners in proposal.exchanges:
            change += joining[joiners] + leaving[leavers]
        if warmth <= 0:
            return change < 0
        return change < -warmth * np.log1p(-self.rng.random(len(change)))

    def counts_after(self, proposal: Proposal) -> NDArray[np.int16]:
        """Counts of the slack rows after the exchanges."""
        after: NDArray[np.int16] = self.counts[proposal.cohorts]
        for _, leavers, joiners in proposal.exchanges:
            after += self.moves.counts[joiners]
            after -= self.moves.counts[leavers]
        return after

    def units_after(self, proposal: Proposal) -> NDArray[np.int32]:
        """The cohorts' units after the exchanges."""
        units: NDArray[np.int32] = self.units[proposal.cohorts]
        rows = np.arange(len(units))
        for slots, _, joiners in proposal.exchanges:
            units[rows, slots] = joiners
        return units

    def is_within_most(
        self, proposal: Proposal, units: NDArray[np.int32]
    ) -> NDArray[np.bool_]:
        """Whether no kind occurs more often in a cohort than it may."""
        within = np.ones(len(units), dtype=bool)
        for _, _, joiners in proposal.exchanges:
            within &= (units == joiners[:, None]).sum(axis=1) <= self.moves.most[
                joiners
            ]
        return within

    def apply(
        self, proposal: Proposal, units: NDArray[np.int32], counts: NDArray[np.int16]
    ) -> None:
        """Make the exchanges."""
        self.units[proposal.cohorts] = units
        self.counts[proposal.cohorts] = counts
        size = len(self.excess)
        for _, leavers, joiners in proposal.exchanges:
            self.excess += np.bincount(joiners, minlength=size)
            self.excess -= np.bincount(leavers, minlength=size)
        self.excess[self.moves.null] = 0.0


def count_units(units: NDArray[np.int32], null: int) -> NDArray[np.int64]:
    """Lists of kinds, padded by NULL, as numbers of units by kind."""
    cohorts = np.zeros((len(units), null + 1), dtype=np.int64)
    rows = np.repeat(np.arange(len(units)), units.shape[1])
    np.add.at(cohorts, (rows, units.ravel()), 1)
    return cohorts[:, :null]


def is_first(values: Indices, size: int) -> NDArray[np.bool_]:
    """Where each value (below `size`) occurs for the first time."""
    places = np.arange(len(values))
    first = np.full(size, len(values))
    np.minimum.at(first, values, places)
    result: NDArray[np.bool_] = first[values] == places
    return result


def is_alone(proposal: Proposal, null: int) -> NDArray[np.bool_]:
    """Whether an exchange is the first in its step for each of its kinds.

    Exchanges of one step are judged by the same excess; several for one kind would
    overshoot. NULL has no excess, so it may occur often.
    """
    alone = np.ones(len(proposal.cohorts), dtype=bool)
    for _, leavers, joiners in proposal.exchanges:
        for kinds in (leavers, joiners):
            alone &= (kinds == null) | is_first(kinds, null + 1)
    return alone
