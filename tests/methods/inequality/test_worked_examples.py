"""What the pages in docs/methods work out is what the methods give."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from lehc.methods.inequality.age_table import LIFE_TABLE_STARTS, AgeTable
from lehc.methods.inequality.difference import difference_of_areas
from lehc.methods.inequality.funnel import proportion_funnel, rate_funnel
from lehc.methods.inequality.gap import highest_minus_lowest
from lehc.methods.inequality.life_table import life_expectancy
from lehc.methods.inequality.means import mean_of_groups
from lehc.methods.inequality.quantile_table import QuantileTable
from lehc.methods.inequality.quantiles import quantile_of_values
from lehc.methods.inequality.rates import crude_rate, proportion
from lehc.methods.inequality.slope import slope_index
from lehc.methods.inequality.standardised import (
    Reference,
    directly_standardised_rate,
    indirectly_standardised_ratio,
)
from lehc.methods.intervals import Interval

PAGES = Path(__file__).parents[3] / "docs" / "methods"


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


def limits(
    interval: Interval, place: int = 0, digits: int = 1, times: float = 1
) -> str:
    """The limits as the pages write them."""
    lower, upper = (
        times * float(np.ravel(each)[place])
        for each in (interval.lower, interval.upper)
    )
    return f"({lower:.{digits}f} to {upper:.{digits}f})"


def test_life_expectancy_page() -> None:
    text = page("life-expectancy")
    rows = [
        tuple(map(int, row))
        for row in re.findall(r"^\| (\d+) \| (\d+) \| (\d+) \|$", text, re.M)
    ]
    ages, people, deaths = zip(*rows, strict=True)
    assert ages == LIFE_TABLE_STARTS
    found = life_expectancy(
        AgeTable(np.array([deaths], dtype=float), np.array([people], dtype=float))
    )
    years, interval = found.value[0], found.intervals[0]
    assert f"**{years[0]:.1f} years {limits(interval)}**" in text
    assert f"{years[14]:.1f} years left {limits(interval, 14)}" in text
    assert f"220 / 46 = {years[19]:.2f} years still to live" in text
    assert f"4.78 = {years[18]:.2f}." in text


def test_rates_page() -> None:
    text = page("rates")
    share = proportion(130, 400, multiplier=100)
    assert f"**{share.value:.1f}% {limits(share.intervals[0])}**" in text
    rates = crude_rate([7, 84], [9_500, 42_000])
    for place in (0, 1):
        shown = (
            f"{rates.value[place]:.1f} per 100,000 {limits(rates.intervals[0], place)}"
        )
        assert f"**{shown}**" in text


def test_standardised_rates_page() -> None:
    text = page("standardised-rates")
    table = AgeTable(
        np.array([[12.0, 30, 48]]), np.array([[4_000.0, 3_000, 1_000]]), (0, 40, 65)
    )
    rate = directly_standardised_rate(table, standard=(50, 30, 20), multiplier=1_000)
    assert f"**{rate.value[0]:.1f} per 1,000 {limits(rate.intervals[0])}**" in text
    reference = Reference(
        np.array([200.0, 900, 4_000]), np.array([100_000.0, 90_000, 80_000])
    )
    ratio = indirectly_standardised_ratio(table, reference)
    shown = f"{ratio.value[0]:.2f} {limits(ratio.intervals[0], digits=2)}"
    assert f"a ratio of **{shown}**" in text


def test_slope_index_page() -> None:
    text = page("slope-index")
    column = re.findall(r"^\| \d[^|]* \| (\S+) \| 0\.\d", text, re.M)
    values = [float(value) for value in column]
    assert len(values) == 5
    found = slope_index(
        QuantileTable(
            np.array([values]), np.full((1, 5), 10_000.0), np.full((1, 5), 0.5)
        )
    )
    sii, rii = found.sii_intervals[0], found.rii_intervals[0]
    assert f"**SII is {found.sii[0]:.1f} years {limits(sii)}**" in text
    assert f"**RII is {found.rii[0]:.3f} {limits(rii, digits=3)}**" in text


def test_gap_page() -> None:
    text = page("gap")
    listed = re.search(r"standard error of 0\.7: ([\d., ]+)\. The test", text)
    assert listed is not None
    values = np.array([float(value) for value in listed[1].split(", ")])
    gap = highest_minus_lowest(values, np.full(8, 0.7))
    assert (
        f"**{gap.value:.1f} years {limits(gap.intervals[0])}; about "
        f"{gap.by_chance_median:.1f} would appear by chance, seldom more than "
        f"{gap.by_chance_95th:.1f}**. Shrunk, it is {gap.shrunk:.1f}."
    ) in text
    two = difference_of_areas(83.0, 80.4, 0.6, 0.7)
    shown = f"{two.value:.1f} years {limits(two.intervals[0])}"
    assert f"**{shown}**, {two.z:.1f} standard errors from nought" in text


def test_funnel_limits_page() -> None:
    text = page("funnel-limits")
    share = proportion_funnel(0.3, [50, 400])[0]
    ratio = rate_funnel(1, [20, 200])[0]
    for place, size in enumerate(("50 people", "400 people")):
        shown = limits(share, place, times=100).strip("()").replace(" to", "% to")
        assert f"{size}, **{shown}%**" in text
    for place, size in enumerate(("20 expected", "200 expected")):
        assert f"{size}, **{limits(ratio, place, digits=2).strip('()')}**" in text


def test_means_and_quantiles_page() -> None:
    text = page("means-and-quantiles")
    values, group = np.array([6.0, 7, 7, 8, 9]), np.zeros(5, dtype=int)
    mean = mean_of_groups(values, group, 1)
    assert f"**{mean.value[0]:.1f} {limits(mean.intervals[0])}**" in text
    halves = quantile_of_values(values, group, quantiles=2)
    assert halves.part.tolist() == [1, 1, 1, 2, 2]
