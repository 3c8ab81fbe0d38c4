"""The worked example of docs/methods/lottery.md."""

from __future__ import annotations

import numpy as np
import pytest

from lehc.methods.selection import (
    Person,
    Pool,
    Problem,
    Target,
    draw_number,
    lottery,
    number_cohorts,
)

PEOPLE = (
    Person("ann", ("councillor", "north")),
    Person("bea", ("clinician", "south")),
    Person("cai", ("clinician", "south")),
    Person("dee", ("councillor", "south")),
    Person("eli", ("councillor", "south")),
    Person("fay", ("clinician", "north")),
    Person("gus", ("clinician", "north")),
)
TARGETS = (Target("role", "councillor", 1, 1), Target("place", "north", 1, 1))
PROBLEM = Problem(Pool(("role", "place"), PEOPLE), TARGETS, seats=2)


def chances(ann: float, clinicians: float, others: float) -> dict[str, float]:
    return (
        {"ann": ann}
        | dict.fromkeys(("bea", "cai"), clinicians)
        | dict.fromkeys(("dee", "eli", "fay", "gus"), others)
    )


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("leximin", chances(1 / 2, 1 / 4, 1 / 4)),
        ("maximin", chances(1 / 2, 1 / 4, 1 / 4)),
        ("nash", chances(3 / 7, 3 / 14, 2 / 7)),
    ],
)
def test_chances_of_the_example(method: str, expected: dict[str, float]) -> None:
    found = lottery(PROBLEM, method=method)
    assert found.outcome == "optimal"
    assert found.chances == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("count", "bound"), [(8, 0), (10, 1 / 20)])
def test_numbered_cohorts_of_the_example(count: int, bound: float) -> None:
    numbered = number_cohorts(PROBLEM, lottery(PROBLEM, method="leximin"), count=count)
    first = [cohort for cohort in numbered.cohorts if "ann" in cohort]
    assert len(first) == count / 2
    assert numbered.bound == pytest.approx(bound, abs=1e-12)


def test_seed_of_the_example() -> None:
    rng = np.random.Generator(np.random.PCG64(2026))
    assert draw_number(8, rng=rng) == 2
