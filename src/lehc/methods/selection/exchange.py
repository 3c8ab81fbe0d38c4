"""Finding further smallest changes of targets by exchanging one unit for another.

A cohort that breaks some targets needs exactly the changes that its counts say. From
one cohort with the smallest change, exchanging one unit for another of equal size
often gives another cohort whose change is different and equally small. That is much
cheaper than an integer program each; it may miss some, so only an exact search says
that a list is complete.
"""

from __future__ import annotations

import numpy as np

from lehc.methods.selection.kinds import Integers, Kinds
from lehc.methods.selection.solver import Floats

# Cohorts explored before giving up and leaving the rest to the exact search.
EXPLORED = 30


def needed_changes(kinds: Kinds, counts: Integers) -> Integers:
    """(falls, rises) side by side that make cohorts with these counts permitted."""
    falls = np.maximum(kinds.lower - counts, 0)
    rises = np.maximum(counts - kinds.upper, 0)
    return np.concatenate([falls, rises], axis=-1)


def exchange_changes(
    kinds: Kinds, start: Integers, costs: Floats, size: float, limit: int
) -> list[Integers]:
    """Up to `limit` different changes of weighted size `size`, the start's first.

    `start` is a cohort (units of each kind) whose change has that size.
    """
    found: dict[bytes, Integers] = {}
    cohorts = [start]
    for place in range(EXPLORED):
        if place == len(cohorts):
            break
        for cohort, change in neighbours(kinds, cohorts[place], costs, size):
            if change.tobytes() not in found:
                found[change.tobytes()] = change
                cohorts.append(cohort)
            if len(found) == limit:
                return list(found.values())
    return list(found.values())


def neighbours(
    kinds: Kinds, cohort: Integers, costs: Floats, size: float
) -> list[tuple[Integers, Integers]]:
    """The cohort itself and cohorts one exchange away whose change has the size."""
    counts = cohort @ kinds.counts
    result = [(cohort, needed_changes(kinds, counts))]
    free = np.flatnonzero(cohort < kinds.numbers)
    for leaver in np.flatnonzero(cohort):
        joiners = free[kinds.sizes[free] == kinds.sizes[leaver]]
        after = counts - kinds.counts[leaver] + kinds.counts[joiners]
        changes = needed_changes(kinds, after)
        for place in np.flatnonzero(np.abs(changes @ costs - size) < 1e-6 * (1 + size)):
            exchanged = cohort.copy()
            exchanged[leaver] -= 1
            exchanged[joiners[place]] += 1
            result.append((exchanged, changes[place]))
    return result
