"""Seven real towns, from the database to what pages show."""

from __future__ import annotations

import pytest

from lehc.places.calculations.gaps import find_difference, find_extremes, find_slope
from lehc.places.presenters.words import say_span
from lehc.places.queries.profiles import read_town
from lehc.places.queries.towns import get_town, list_mapped_towns
from lehc.places.shipped.loading import load_shipped_data

# Persons, 2016 to 2020: slope index; highest minus lowest; by chance, 95 in 100.
SHOWN = {
    "Blackpool": ("9.9 years (9.1 to 10.7)", "11.5 years (9.9 to 13.2)", 2.0, 2.8),
    "Hastings": ("6.2 years (4.8 to 7.7)", "7.7 years (5.9 to 9.5)", 2.2, 3.7),
    "Middlesbrough": (
        "11.2 years (10.3 to 12.0)",
        "12.5 years (10.7 to 14.4)",
        2.1,
        3.0,
    ),
    "Reading": ("6.1 years (5.0 to 7.2)", "11.5 years (10.1 to 12.9)", 2.8, 4.6),
    "Slough": ("8.0 years (6.2 to 9.7)", "10.6 years (6.5 to 14.6)", 3.2, 5.6),
    "Trafford": ("5.9 years (5.1 to 6.7)", "8.6 years (7.2 to 10.1)", 2.3, 3.2),
    "Wigan": ("7.4 years (6.8 to 8.0)", "9.7 years (7.1 to 12.3)", 2.4, 3.6),
}


@pytest.mark.django_db
def test_seven_towns_as_published() -> None:
    load_shipped_data(everywhere=False)
    found = {}
    for town in list_mapped_towns():
        rows = read_town(town).neighbourhoods
        slope, ends = find_slope(rows, "persons"), find_extremes(rows, "persons")
        assert slope is not None
        assert ends is not None
        chance = round(ends.by_chance, 1), round(ends.by_chance_seldom, 1)
        found[town.name] = (say_span(slope.span), say_span(ends.span), *chance)
    assert found == SHOWN


@pytest.mark.django_db
def test_readings_councillor_and_her_ward() -> None:
    load_shipped_data(everywhere=False)
    rows = {row.name: row for row in read_town(get_town("E06000038")).neighbourhoods}
    found = find_difference(
        rows["Caversham Heights"].estimate("persons"),
        rows["Whitley Wood"].estimate("persons"),
    )
    assert found is not None
    assert say_span(found) == "8.5 years (6.9 to 10.1)"
