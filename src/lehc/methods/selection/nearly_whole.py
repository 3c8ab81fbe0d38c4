"""Whole numbers near a linear program's solution: often as good as any can be.

Where costs are whole, the linear program's value, rounded up, is a bound. Its solution
is whole in all but about as many columns as there are rows; a small integer program
over those, the others staying as they are, often meets the bound, and is then proved.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.solver import (
    INFEASIBLE,
    NO_NUMBERS,
    WHOLE_STEP_GAP,
    Answer,
    Floats,
    Outcome,
    Program,
    minimise,
)
from lehc.methods.selection.watch import Watch

# A column within this of a whole number counts as whole.
WHOLE = 1e-6


def minimise_nearby(
    program: Program, costs: Floats, undecided: NDArray[np.bool_], watch: Watch
) -> Answer | None:
    """The x with the smallest costs @ x, or None where only a full search can tell.

    All columns and costs must be whole. `undecided` columns are left to the small
    program whatever their value.
    """
    relaxed = minimise(program.relaxed(), costs, watch=watch)
    if relaxed.outcome is Outcome.INFEASIBLE:
        return INFEASIBLE
    bound = math.ceil(relaxed.objective - WHOLE)
    values = np.rint(relaxed.values)
    undecided = undecided | (np.abs(relaxed.values - values) > WHOLE)
    small = program.with_decided(~undecided, values)
    answer = minimise(small, costs[undecided], watch=watch, gap=WHOLE_STEP_GAP)
    if answer.outcome is Outcome.INFEASIBLE:
        return None
    values[undecided] = answer.whole_values()
    reached = float(costs @ values)
    if reached > bound:
        return None
    return Answer(Outcome.OPTIMAL, values, reached, reached, NO_NUMBERS)
