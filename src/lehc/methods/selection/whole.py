"""The best whole numbers, exactly, by way of the linear program's solution.

Where costs are whole, the linear program's value, rounded down, is a bound. Its
solution is whole in all but about as many columns as there are rows; a small integer
program over those and the ones with the smallest reduced costs, the others staying as
they are, mostly meets the bound, and is then proved. Where it does not, a column whose
reduced cost is more than is still to be gained stays where it is in every better
solution, so that the full search has few columns left.
Source: reduced cost fixing, L. A. Wolsey, Integer Programming (2nd ed. 2020), section
7.6 (preprocessing).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lehc.methods.selection.errors import TimeRanOutError
from lehc.methods.selection.solver import (
    INFEASIBLE,
    NO_NUMBERS,
    WHOLE_STEP_GAP,
    Answer,
    Floats,
    Outcome,
    Program,
    maximise,
)
from lehc.methods.selection.watch import UNWATCHED, Watch

# A column within this of a whole number counts as whole.
WHOLE = 1e-6
# Columns beyond the fractional ones that the small program may use.
NEXT_BEST = 40


def maximise_whole(
    program: Program,
    costs: Floats,
    *,
    undecided: NDArray[np.bool_] | None = None,
    watch: Watch = UNWATCHED,
) -> Answer:
    """The x with the largest costs @ x, all columns and costs being whole.

    `undecided` columns are left to the small program whatever their value.
    Raises TimeRanOutError when the watch allows no time to find any x.
    """
    relaxed = maximise(program.relaxed(), costs, watch=watch)
    if relaxed.outcome is Outcome.INFEASIBLE:
        return INFEASIBLE
    near = find_nearby(program, costs, relaxed, undecided, watch)
    if near is None:
        return maximise(program, costs, watch=watch, gap=WHOLE_STEP_GAP)
    reached = float(costs @ near)
    if reached < math.floor(relaxed.objective + WHOLE):
        return search_rest(program, costs, relaxed, near, watch)
    return Answer(Outcome.OPTIMAL, near, reached, reached, NO_NUMBERS)


def find_nearby(
    program: Program,
    costs: Floats,
    relaxed: Answer,
    undecided: NDArray[np.bool_] | None,
    watch: Watch,
) -> Floats | None:
    """The best x that is the relaxed one in all but some columns; None: there is none.

    Raises TimeRanOutError.
    """
    values = np.rint(relaxed.values)
    is_open = np.abs(relaxed.values - values) > WHOLE
    if undecided is not None:
        is_open = is_open | undecided
    worth = np.where(is_open, -1.0, np.abs(relaxed.reduced_costs))
    order = np.argsort(worth, kind="stable")
    is_open[order[: is_open.sum() + NEXT_BEST]] = True
    small = program.with_decided(~is_open, values)
    answer = maximise(small, costs[is_open], watch=watch, gap=WHOLE_STEP_GAP)
    if answer.outcome is Outcome.INFEASIBLE:
        return None
    values[is_open] = answer.whole_values()
    return values


def search_rest(
    program: Program, costs: Floats, relaxed: Answer, near: Floats, watch: Watch
) -> Answer:
    """`near`, or what is better: over the columns that may still move."""
    reached = float(costs @ near)
    to_gain = relaxed.objective - reached - 1 + WHOLE
    stays = np.abs(relaxed.reduced_costs) > to_gain
    values = np.rint(relaxed.values)
    rest = program.with_decided(stays, values)
    given = float(costs[stays] @ values[stays])
    try:
        answer = maximise(rest, costs[~stays], watch=watch, gap=WHOLE_STEP_GAP)
    except TimeRanOutError:
        return Answer(Outcome.GAP, near, reached, relaxed.objective, NO_NUMBERS)
    if answer.outcome is not Outcome.INFEASIBLE:
        values[~stays] = answer.whole_values()
        if costs @ values > reached:
            near, reached = values, float(costs @ values)
        if answer.outcome is Outcome.GAP:
            bound = max(answer.bound + given, reached)
            return Answer(Outcome.GAP, near, reached, bound, NO_NUMBERS)
    return Answer(Outcome.OPTIMAL, near, reached, reached, NO_NUMBERS)
