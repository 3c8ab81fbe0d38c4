"""A figure with its limits, checked as every reader must check it."""

from __future__ import annotations

from lehc.places.enums import IndicatorKey, Reason
from lehc.places.importing.problems import RowError
from lehc.places.storing.records import AreaKey, FigureRecord

WIDEST_YEARS = 20
NO_LIMITS = (None, None)

Limits = tuple[float | None, float | None]


def make_figure(
    area: AreaKey,
    indicator: str,
    period: str,
    sex: str,
    value: float | None,
    limits: Limits = NO_LIMITS,
    outer: Limits = NO_LIMITS,
    *,
    count: float | None = None,
    denominator: float | None = None,
    note: str = "",
    age: str = "",
) -> FigureRecord:
    """The record, hidden with its reason where there is no value or no honest one.

    Raises:
        RowError: the value lies outside its limits, or one limit is missing.
    """
    if not period:
        raise RowError("the period is missing")
    reason = find_reason(indicator, value, limits)
    if reason:
        value, limits, outer = None, NO_LIMITS, NO_LIMITS
    check_limits(value, limits)
    return FigureRecord(
        area,
        indicator,
        period[:40],
        sex,
        value,
        *limits,
        *outer,
        count,
        denominator,
        reason,
        note[:250],
        age[:60],
    )


def find_reason(indicator: str, value: float | None, limits: Limits) -> str:
    if value is None:
        return Reason.NOT_PUBLISHED.value
    lower, upper = limits
    is_years = indicator == IndicatorKey.LIFE_EXPECTANCY
    if is_years and lower is not None and upper is not None:
        return Reason.WIDE_INTERVAL.value if upper - lower > WIDEST_YEARS else ""
    return ""


def check_limits(value: float | None, limits: Limits) -> None:
    lower, upper = limits
    if (lower is None) != (upper is None):
        raise RowError("one of the two limits is missing")
    if value is None or lower is None or upper is None:
        return
    if not lower <= value <= upper:
        raise RowError(f"{value:g} lies outside its limits, {lower:g} to {upper:g}")
