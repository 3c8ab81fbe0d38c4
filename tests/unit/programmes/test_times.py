from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from lehc.programmes.times import TimeField, join_moment


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("10am", dt.time(10)),
        ("10 AM", dt.time(10)),
        ("2:30pm", dt.time(14, 30)),
        ("2.30 pm", dt.time(14, 30)),
        ("14:30", dt.time(14, 30)),
        ("9.05", dt.time(9, 5)),
        ("12am", dt.time(0)),
        ("12pm", dt.time(12)),
        ("12:15am", dt.time(0, 15)),
        ("midday", dt.time(12)),
        ("Noon", dt.time(12)),
        ("midnight", dt.time(0)),
        ("0:00", dt.time(0)),
        ("23:59", dt.time(23, 59)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, read: dt.time) -> None:
    assert TimeField().clean(typed) == read


@pytest.mark.parametrize(
    "typed", ["10", "25:00", "13pm", "0am", "10:75", "soon", "10:5", "-1am", "１am:"]
)
def test_what_no_clock_shows_is_asked_again(typed: str) -> None:
    with pytest.raises(ValidationError, match="Enter a time like 10am"):
        TimeField().clean(typed)


def test_an_empty_box_is_no_time() -> None:
    assert TimeField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        TimeField().clean("")


@pytest.mark.parametrize(
    ("time", "typed"),
    [(dt.time(10), "10am"), (dt.time(16, 30), "4:30pm"), (dt.time(12), "midday")],
)
def test_a_time_is_shown_as_it_would_be_typed(time: dt.time, typed: str) -> None:
    assert TimeField().prepare_value(time) == typed
    assert TimeField().clean(typed) == time


def test_a_moment_is_in_the_programmes_own_zone_summer_and_winter() -> None:
    summer = join_moment(dt.date(2027, 6, 3), dt.time(10))
    winter = join_moment(dt.date(2027, 1, 3), dt.time(10))

    assert summer.astimezone(dt.UTC).hour == 9
    assert winter.astimezone(dt.UTC).hour == 10
