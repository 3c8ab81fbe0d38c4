from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from lehc.methods.selection import Problem, lottery
from lehc.methods.selection.cohorts import cohort_program
from lehc.methods.selection.kinds import merge_kinds
from lehc.methods.selection.lotteries.marginals import leximin_marginals
from lehc.methods.selection.lotteries.welfare import welfare_marginals
from lehc.methods.selection.watch import UNWATCHED
from tests.methods.selection.instances import read_instance
from tests.methods.selection.small_problems import (
    make_pool,
    make_targets,
    solvable_problems,
)


def test_levels_of_a_worked_example():
    # One seat of three is for one of two people from York; four share the others,
    # except that the one chair must come.
    pool = make_pool(
        "a York carer\nb York carer\nc Leeds chair\nd Leeds carer\n"
        "e Leeds carer\nf Leeds carer"
    )
    targets = make_targets("place York 1 1\nrole chair 1 1")
    kinds = merge_kinds(Problem(pool, targets, 3))
    levels = leximin_marginals(kinds)
    by_kind = dict(zip(kinds.units, levels.chances.round(9).tolist(), strict=True))
    assert by_kind == {
        (("a",), ("b",)): 0.5,
        (("c",),): 1.0,
        (("d",), ("e",), ("f",)): round(1 / 3, 9),
    }
    assert levels.values == pytest.approx((1 / 3, 0.5, 1.0))


@settings(max_examples=50, deadline=None)
@given(solvable_problems())
def test_relaxed_level_bounds_every_lottery(problem):
    kinds = merge_kinds(problem)
    chances = leximin_marginals(kinds).chances
    found = lottery(problem, method="maximin")
    assert found.smallest_chance <= chances.min() + 1e-7


@pytest.mark.parametrize("name", ["cohort_160_24", "teams_300_48"])
def test_averages_meet_every_target(name):
    kinds = merge_kinds(read_instance(name))
    chances = leximin_marginals(kinds).chances
    averages = (chances * kinds.numbers) @ kinds.counts
    assert (averages >= kinds.lower - 1e-7).all()
    assert (averages <= kinds.upper + 1e-7).all()
    assert float(chances * kinds.numbers @ kinds.sizes) == pytest.approx(kinds.seats)


@pytest.mark.parametrize("name", ["cohort_160_24", "teams_300_48", "cohort_1000_40"])
def test_relaxed_welfare_is_proved_by_its_own_bound(name):
    kinds = merge_kinds(read_instance(name))
    program = cohort_program(kinds)
    start = leximin_marginals(kinds).chances
    welfare = welfare_marginals(kinds, program, start, UNWATCHED)
    people = kinds.numbers * kinds.sizes
    assert welfare.gap < 1e-9
    assert people @ np.log(welfare.chances) > people @ np.log(start)
    averages = program.matrix @ (welfare.chances * kinds.numbers)
    assert (averages >= program.row_lower - 1e-8).all()
    assert (averages <= program.row_upper + 1e-8).all()
