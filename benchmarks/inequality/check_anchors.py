"""Compare with the expected values of PHEindicatormethods 2.1.0, kept elsewhere.

    python benchmarks/inequality/check_anchors.py FOLDER

Most of those files rest on inputs under GPL-3, so they are not in this repository; the
synthetic ones are, and are part of the tests. Ends with code 1 when something differs
by more than it may.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from lehc.methods.inequality.age_table import (
    FIVE_YEAR_STARTS,
    LIFE_TABLE_STARTS,
    AgeTable,
)
from lehc.methods.inequality.life_table import life_expectancy
from lehc.methods.inequality.quantile_table import (
    QuantileTable,
    ValueKind,
    error_from_limits,
)
from lehc.methods.inequality.quantiles import quantile_of_values
from lehc.methods.inequality.r_stream import generator_as_in_r
from lehc.methods.inequality.rates import crude_rate, proportion
from lehc.methods.inequality.slope import slope_index
from lehc.methods.inequality.slope_audit import simulate_slope_index
from lehc.methods.inequality.slope_result import SlopeIndex
from lehc.methods.inequality.standardised import directly_standardised_rate
from lehc.methods.intervals import Interval, z_value

Row = dict[str, str]

LIMITS = ("lower95_0cl", "upper95_0cl", "lower99_8cl", "upper99_8cl")
KINDS = tuple(ValueKind)
EXACT, DRAWN = 1e-12, 1e-9
FARTHEST_NOISE = 4.5
DRAWS = 100_000


def main(folder: Path) -> int:
    """Check every file; print the largest difference of each."""
    checks = [
        check_life_tables(folder),
        *(check_estimates(folder, name) for name in ("proportion", "rate")),
        check_standardised(folder),
        check_quantiles(folder),
        check_slope_cases(folder),
        *check_tenths(folder),
    ]
    for what, found, allowed in checks:
        verdict = "as it should be" if found <= allowed else "TOO FAR"
        print(f"{what:<58}{found:9.1e}  {verdict}")
    return int(any(not found <= allowed for _, found, allowed in checks))


def check_life_tables(folder: Path) -> tuple[str, float, float]:
    """Every case; what the package leaves empty must be hidden here too."""
    given = grouped(read(folder, "le_input.csv"), "case", "area")
    wanted = grouped(read(folder, "le_expected.csv"), "case", "area")
    away = 0.0
    for key, rows in given.items():
        by_age = {int(row["startage"]): row for row in rows}
        numbers = [
            [number(by_age.get(age, {}).get(name, "")) for age in LIFE_TABLE_STARTS]
            for name in ("deaths", "population")
        ]
        found = life_expectancy(AgeTable(*(np.array([each]) for each in numbers)))
        for row in wanted[key]:
            place = LIFE_TABLE_STARTS.index(int(row["startage"]))
            shown = number(row["value"]) == number(row["value"])
            expected = [row["value"], *(row[name] if shown else "" for name in LIMITS)]
            got = [found.value[0, place], *limits(found.intervals, (0, place))]
            away = max(away, difference(got, map(number, expected)))
    return f"life tables, {len(given)} areas", away, EXACT


def check_estimates(folder: Path, name: str) -> tuple[str, float, float]:
    """Proportions or rates."""
    rows = read(folder, f"{name}.csv")
    compute = proportion if name == "proportion" else crude_rate
    found = compute(column(rows, "x"), column(rows, "n"))
    away = difference(
        [found.value, *limits(found.intervals)],
        [column(rows, each) for each in ("value", *LIMITS)],
    )
    return f"{name}s, {len(rows)}", away, EXACT


def check_standardised(folder: Path) -> tuple[str, float, float]:
    """Directly standardised rates."""
    wanted = read(folder, "dsr_expected.csv")
    given = grouped(read(folder, "dsr_input.csv"), "area")
    events, people = (
        np.array([column(given[(row["area"],)], name) for row in wanted])
        for name in ("obs", "pop")
    )
    found = directly_standardised_rate(AgeTable(events, people, FIVE_YEAR_STARTS))
    away = difference(
        [found.value, *limits(found.intervals)],
        [column(wanted, each) for each in ("value", *LIMITS)],
    )
    return f"standardised rates, {len(wanted)}", away, EXACT


def check_quantiles(folder: Path) -> tuple[str, float, float]:
    """Tenths turned round, and fifths: how many values are elsewhere."""
    rows = read(folder, "quantile.csv")
    codes = np.unique([row["g"] for row in rows], return_inverse=True)[1]
    values = column(rows, "v")
    tenth = quantile_of_values(values, codes, largest_first=True).part
    fifth = quantile_of_values(values, codes, quantiles=5).part
    elsewhere = [
        np.count_nonzero(part != np.nan_to_num(column(rows, name)))
        for part, name in ((tenth, "decile_inverted"), (fifth, "quintile"))
    ]
    return f"quantiles, {len(rows)} values", float(sum(elsewhere)), 0.0


def check_slope_cases(folder: Path) -> tuple[str, float, float]:
    """Every case, point values and limits drawn with R's own stream."""
    given = grouped(read(folder, "sii_input.csv"), "case")
    wanted = grouped(read(folder, "sii_expected.csv"), "case", "repetitions")
    away = 0.0
    for (case, repetitions), rows in wanted.items():
        areas = list(grouped(given[(case,)], "Area").values())
        first = rows[0]
        levels = tuple(float(each) for each in first["confidence"].split())
        found = simulate_slope_index(
            table_of_case(areas, KINDS[int(first["value_type"])], first["uses"]),
            rng=generator_as_in_r(int(first["seed"])),
            repetitions=int(repetitions),
            transform=first["transform"] == "TRUE",
            multiplier=float(first["multiplier"]),
            levels=levels,
        )
        names = list(dict.fromkeys(row["Area"] for row in given[(case,)]))
        for row in rows:
            got = quantity(found, row["quantity"])[names.index(row["Area"])]
            away = max(away, difference([got], [number(row["value"])]))
    return f"slope cases, {len(wanted)}, drawn with R's stream", away, DRAWN


def table_of_case(areas: list[list[Row]], kind: ValueKind, uses: str) -> QuantileTable:
    """The groups of one case, errors given or found from limits."""
    value, people, error, lower, upper = (
        np.array([column(rows, name) for rows in areas])
        for name in ("Value", "Population", "StandardError", "LowerCL", "UpperCL")
    )
    if uses == "cl":
        error = error_from_limits(lower, upper, kind)
    return QuantileTable(value, people, error, kind)


def quantity(found: SlopeIndex, name: str) -> np.ndarray:
    """The numbers that the file calls sii_lower95_0cl and so on."""
    if "_" not in name:
        return getattr(found, name)
    index, limit = name.split("_")[:2]
    intervals = found.sii_intervals if index == "sii" else found.rii_intervals
    level = float(f"0.{limit[5:]}")
    interval = next(each for each in intervals if each.confidence == level)
    return interval.lower if limit.startswith("lower") else interval.upper


def check_tenths(folder: Path) -> list[tuple[str, float, float]]:
    """Real areas: point values, and closed limits in units of the drawn ones' noise."""
    wanted = read(folder, "le_deciles_expected.csv")
    given = grouped(read(folder, "le_deciles_input.csv"), "Sex", "GeoCode")
    value, people, error = (
        np.array([column(given[(row["Sex"], row["GeoCode"])], name) for row in wanted])
        for name in ("LifeExp", "Pop", "SE")
    )
    found = slope_index(QuantileTable(value, people, error))
    points = difference(
        [found.sii, found.rii], [column(wanted, "sii"), column(wanted, "rii")]
    )
    by_index = {"sii": found.sii_intervals, "rii": found.rii_intervals}
    away = [
        noise_between(interval, wanted, f"{index}_{{}}{LIMITS[2 * place][5:]}")
        for index, intervals in by_index.items()
        for place, interval in enumerate(intervals)
    ]
    what = f"slope of {len(wanted)} real groups"
    return [
        (f"{what}, values", points, EXACT),
        (f"{what}, closed limits, Monte Carlo errors", max(away), FARTHEST_NOISE),
    ]


def noise_between(interval: Interval, wanted: list[Row], name: str) -> float:
    """The largest distance of closed from drawn limits, in errors of the drawing."""
    z, tail = z_value(interval.confidence), (1 - interval.confidence) / 2
    error = (interval.upper - interval.lower) / (2 * z)
    density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    noise = error * np.sqrt(tail * (1 - tail) / DRAWS) / density
    away = [
        np.abs(closed - column(wanted, name.format(side))) / noise
        for side, closed in (("lower", interval.lower), ("upper", interval.upper))
    ]
    return float(np.max(away))


def limits(intervals: tuple[Interval, ...], place: tuple[int, ...] = ()) -> list:
    """Lower and upper of each level, in the order of LIMITS."""
    return [side[place] for each in intervals for side in (each.lower, each.upper)]


def difference(found: Iterable, wanted: Iterable) -> float:
    """The largest relative difference; infinite where only one side is missing."""
    got, expected = (np.array(list(each), dtype=float) for each in (found, wanted))
    if (np.isnan(got) != np.isnan(expected)).any():
        return float("inf")
    size = np.where(expected == 0, 1, np.abs(expected))
    return float(np.nanmax(np.abs(got - expected) / size, initial=0.0))


def read(folder: Path, name: str) -> list[Row]:
    """The rows of one file."""
    with (folder / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def grouped(rows: list[Row], *names: str) -> dict[tuple[str, ...], list[Row]]:
    """Rows by the values of some columns, in the order they came."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return groups


def column(rows: list[Row], name: str) -> np.ndarray:
    """The numbers of one column."""
    return np.array([number(row[name]) for row in rows])


def number(text: str) -> float:
    """NaN for what the package leaves empty, NA, NaN or infinite."""
    return float(text) if text not in {"", "NA", "NaN", "Inf"} else float("nan")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
