"""The worked example of docs/methods/selection.md."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lehc.methods.selection import (
    Person,
    Pool,
    Problem,
    Target,
    best_cohort,
    check_feasibility,
    target_costs,
)

PEOPLE = tuple(
    Person(name, (role,), score)
    for name, role, score in (
        ("a", "clinician", 4.0),
        ("b", "clinician", 3.0),
        ("c", "clinician", 2.0),
        ("d", "councillor", 1.0),
        ("e", "councillor", 0.0),
    )
)
ONE = Target("role", "councillor", 1, 3)
PROBLEM = Problem(Pool(("role",), PEOPLE), (ONE,), seats=3)


def test_best_cohort_of_the_example() -> None:
    cohort = best_cohort(PROBLEM, rng=np.random.default_rng(1))
    assert (set(cohort.selected), cohort.merit) == ({"a", "b", "d"}, 8.0)


def test_cost_of_the_target_of_the_example() -> None:
    assert [cost.merit for cost in target_costs(PROBLEM)] == [1.0]


def test_smallest_change_of_the_example() -> None:
    asked = replace(PROBLEM, targets=(replace(ONE, minimum=3),))
    explanation = check_feasibility(asked).explanation
    assert explanation is not None
    assert explanation.change_size == 1
    [[change]] = explanation.alternatives
    assert (change.minimum, change.maximum) == (2, 3)
