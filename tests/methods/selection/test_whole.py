from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehc.methods.selection import TimeRanOutError, whole
from lehc.methods.selection.solver import Answer, Outcome, Program
from lehc.methods.selection.whole import maximise_whole

MOST = 2  # of each column


def make_program(matrix: list[list[float]], lower: list[float]) -> Program:
    """matrix @ x >= lower with x whole, from 0 to MOST."""
    rows = np.array(matrix)
    size = rows.shape[1]
    return Program(
        matrix=rows,
        row_lower=np.array(lower),
        row_upper=np.full(len(rows), np.inf),
        lower=np.zeros(size),
        upper=np.full(size, float(MOST)),
        whole=np.ones(size, dtype=bool),
    )


# Each pair of three columns needs one: relaxed a half of each, whole two of them.
PAIRS = make_program(
    [[1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [1.0, 0.0, 1.0]], [1.0, 1.0, 1.0]
)


def best_by_looking(program: Program, costs: np.ndarray) -> float | None:
    values = [
        float(costs @ x)
        for x in map(np.array, product(range(MOST + 1), repeat=len(costs)))
        if (program.matrix @ x >= program.row_lower).all()
        and (program.matrix @ x <= program.row_upper).all()
    ]
    return max(values, default=None)


def is_allowed(program: Program, answer: Answer) -> bool:
    sums = program.matrix @ answer.whole_values()
    return bool(((sums >= program.row_lower) & (sums <= program.row_upper)).all())


@st.composite
def programs(draw) -> tuple[Program, np.ndarray]:
    size = draw(st.integers(1, 5))
    rows = draw(st.integers(1, 3))
    entries = st.lists(st.integers(-2, 3), min_size=size, max_size=size)
    matrix = draw(st.lists(entries, min_size=rows, max_size=rows))
    lower = draw(st.lists(st.integers(-4, 4), min_size=rows, max_size=rows))
    room = draw(st.lists(st.integers(0, 3), min_size=rows, max_size=rows))
    program = make_program(np.array(matrix, float).tolist(), np.array(lower, float))
    upper = program.row_lower + np.array(room)
    costs = draw(st.lists(st.integers(-9, 9), min_size=size, max_size=size))
    return replace(program, row_upper=upper), np.array(costs, float)


@pytest.mark.parametrize("next_best", [0, 1, whole.NEXT_BEST])
@settings(deadline=None)
@given(question=programs())
def test_looking_at_every_answer_finds_none_better(next_best, question):
    program, costs = question
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whole, "NEXT_BEST", next_best)
        found = maximise_whole(program, costs)

    best = best_by_looking(program, costs)
    if best is None:
        assert found.outcome is Outcome.INFEASIBLE
        return
    assert (found.outcome, found.objective, found.bound) == (
        Outcome.OPTIMAL,
        best,
        best,
    )
    assert costs @ found.whole_values() == best
    assert is_allowed(program, found)


def test_what_the_bound_leaves_open_is_searched():
    found = maximise_whole(PAIRS, np.full(3, -3.0))  # relaxed -4.5, so -5 or less

    assert (found.outcome, found.objective, found.bound) == (Outcome.OPTIMAL, -6, -6)


def test_out_of_time_the_answer_so_far_keeps_its_bound(monkeypatch):
    search = whole.maximise

    def run_out(program, costs, *, watch, gap=0.0):
        if program.whole.any() and run_out.searches:
            raise TimeRanOutError("solver")
        run_out.searches += bool(program.whole.any())
        return search(program, costs, watch=watch, gap=gap)

    run_out.searches = 0
    monkeypatch.setattr(whole, "maximise", run_out)

    found = maximise_whole(PAIRS, np.full(3, -3.0))

    assert (found.outcome, found.objective, found.bound) == (Outcome.GAP, -6, -4.5)


def test_the_program_is_left_as_it_was():
    for values in (PAIRS.matrix, PAIRS.row_lower, PAIRS.upper):
        values.setflags(write=False)
    costs = -np.ones(3)
    costs.setflags(write=False)
    undecided = np.zeros(3, dtype=bool)
    undecided.setflags(write=False)

    assert maximise_whole(PAIRS, costs, undecided=undecided).objective == -2
