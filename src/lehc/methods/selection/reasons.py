"""Why somebody has no chance at all, as facts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lehc.methods.selection.kinds import Kinds, merge_kinds
from lehc.methods.selection.problem import Problem, Target


@dataclass(frozen=True)
class NoChance:
    """A person and the reason.

    Codes: `excluded`; `no_seat_for_value` (`target` lets in fewer people with the
    value than come together: nobody, or less than the team has); `team_too_large`
    (more people than free seats); `only_together_impossible` (every target would allow
    the person, but no cohort that meets all of them contains the person).
    """

    id: str
    code: str
    target: Target | None = None


def reasons_without_chance(
    problem: Problem, identifiers: tuple[str, ...]
) -> tuple[NoChance, ...]:
    """The reason for each of these people, who have the chance 0 in a lottery."""
    kinds = merge_kinds(problem)
    kind_of = {
        identifier: kind
        for kind in range(len(kinds.units))
        for identifier in kinds.people(kind)
    }
    return tuple(
        explain(kinds, identifier, kind_of.get(identifier))
        for identifier in identifiers
    )


def explain(kinds: Kinds, identifier: str, kind: int | None) -> NoChance:
    """The reason for one person of a kind (None: not in question at all)."""
    if kind is None:
        return NoChance(identifier, "excluded")
    if kinds.sizes[kind] > kinds.seats:
        return NoChance(identifier, "team_too_large")
    full = np.flatnonzero(kinds.counts[kind] > np.maximum(kinds.upper, 0))
    if len(full):
        return NoChance(identifier, "no_seat_for_value", kinds.targets[full[0]])
    return NoChance(identifier, "only_together_impossible")
