"""Made-up areas for the benchmark, the same for everybody from one seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SEED = 2026
AGES = (0, 1, *range(5, 95, 5))
RATES = np.array(
    (
        *(0.004, 0.0002, 0.0001, 0.0001, 0.0003, 0.0005, 0.0006, 0.0008, 0.001, 0.0015),
        *(0.002, 0.003, 0.005, 0.008, 0.012, 0.02, 0.035, 0.06, 0.11, 0.22),
    )
)

Floats = NDArray[np.float64]


def deaths_and_people(groups: int) -> tuple[Floats, Floats]:
    """Deaths and person-years of (groups, 20 bands); everything can be shown."""
    rng = np.random.default_rng(SEED)
    people = rng.integers(300, 3_000, (groups, 20)).astype(np.float64)
    deaths = rng.poisson(people * RATES).astype(np.float64)
    deaths[:, -1] += 1
    return deaths, people


def tenths(groups: int) -> tuple[Floats, Floats, Floats]:
    """Life expectancy, people and standard errors of (groups, 10 tenths)."""
    rng = np.random.default_rng(SEED)
    value = 75 + np.linspace(0, 8, 10) + rng.normal(0, 1, (groups, 10))
    people = rng.integers(5_000, 30_000, (groups, 10)).astype(np.float64)
    return value, people, rng.uniform(0.4, 1.2, (groups, 10))


def write_life_table_csv(path: Path, areas: int) -> None:
    """Areas by sex, in the columns of `lehc life-expectancy`."""
    deaths, people = deaths_and_people(2 * areas)
    with path.open("w") as file:
        file.write("area,sex,startage,population,deaths\n")
        for group in range(2 * areas):
            key = f"E{group // 2:08},{'Female' if group % 2 else 'Male'}"
            for age, n, d in zip(AGES, people[group], deaths[group], strict=True):
                file.write(f"{key},{age},{n:.0f},{d:.0f}\n")


def write_standard_csv(path: Path, areas: int) -> None:
    """Areas by nineteen bands, in the columns of `lehc rates --method dsr`."""
    deaths, people = deaths_and_people(areas)
    with path.open("w") as file:
        file.write("area,startage,population,count\n")
        for area in range(areas):
            for band in range(19):
                n = people[area, band + 1]
                d = deaths[area, band + 1]
                file.write(f"E{area:08},{band * 5},{n:.0f},{d:.0f}\n")


def write_tenths_csv(path: Path, groups: int) -> None:
    """Groups by tenths, in the columns of `lehc slope`."""
    value, people, error = tenths(groups)
    with path.open("w") as file:
        file.write("area,quantile,population,value,se\n")
        for group in range(groups):
            for tenth in range(10):
                file.write(
                    f"E{group:08},{tenth + 1},{people[group, tenth]:.0f},"
                    f"{float(value[group, tenth])!r},{float(error[group, tenth])!r}\n"
                )
