from __future__ import annotations

import numpy as np

from lehc.methods.selection.nearly_whole import minimise_nearby
from lehc.methods.selection.solver import Outcome, Program
from lehc.methods.selection.watch import UNWATCHED


def make_program(matrix: list[list[float]], lower: list[float]) -> Program:
    """matrix @ x >= lower with x whole, from 0 to 9."""
    rows = np.array(matrix)
    size = rows.shape[1]
    return Program(
        matrix=rows,
        row_lower=np.array(lower),
        row_upper=np.full(len(rows), np.inf),
        lower=np.zeros(size),
        upper=np.full(size, 9.0),
        whole=np.ones(size, dtype=bool),
    )


NOTHING_LEFT_OPEN = np.zeros(2, dtype=bool)


def test_a_value_that_meets_the_bound_is_proved():
    program = make_program([[2.0, 2.0]], [3.0])  # relaxed: 1.5, so 2 is the least

    found = minimise_nearby(program, np.ones(2), NOTHING_LEFT_OPEN, UNWATCHED)

    assert found is not None
    assert (found.outcome, found.objective, found.bound) == (Outcome.OPTIMAL, 2.0, 2.0)
    assert found.whole_values().sum() == 2


def test_a_value_above_the_bound_is_left_to_a_full_search():

    program = make_program(
        [[1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0]], [1.0, 1.0, 1.0]
    )
    costs = np.array([3.0, 3.0, 3.0])  # 4.5, so 5 is the bound, and 6 the least

    assert minimise_nearby(program, costs, np.zeros(3, dtype=bool), UNWATCHED) is None


def test_a_clash_of_the_relaxed_program_is_a_clash():
    program = make_program([[1.0, 1.0]], [19.0])

    found = minimise_nearby(program, np.ones(2), NOTHING_LEFT_OPEN, UNWATCHED)

    assert found is not None
    assert found.outcome is Outcome.INFEASIBLE


def test_the_program_is_left_as_it_was():
    program = make_program([[2.0, 2.0]], [3.0])
    for values in (program.matrix, program.row_lower, program.upper):
        values.setflags(write=False)
    costs = np.ones(2)
    costs.setflags(write=False)

    assert minimise_nearby(program, costs, NOTHING_LEFT_OPEN, UNWATCHED) is not None
