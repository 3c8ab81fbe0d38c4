"""A date in three boxes."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lehc.design import forms

MARCH_27 = dt.date(2026, 3, 27)


def refuse(value: Any, **limits: dt.date) -> tuple[str | None, list[str]]:
    """The code and the messages of the refusal."""
    with pytest.raises(ValidationError) as caught:
        forms.DateField(**limits).clean(value)
    return caught.value.code, list(caught.value.messages)


@pytest.mark.parametrize(
    "typed",
    [
        ("27", "3", "2026"),
        (" 27 ", "03", "2026 "),
        ("27th", "March", "2026"),
        ("27", "mar", "2026"),
        ("27", "Mar.", "2026"),
    ],
)
def test_forgives_how_a_date_is_written(typed: tuple[str, str, str]) -> None:
    assert forms.DateField().clean(typed) == MARCH_27


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_date_comes_back(date: dt.date) -> None:
    typed = (str(date.day), str(date.month), str(date.year))
    assert forms.DateField().clean(typed) == date
    named = (str(date.day), date.strftime("%B"), str(date.year))
    assert forms.DateField().clean(named) == date


@given(st.tuples(st.text(), st.text(), st.text()))
def test_no_text_makes_it_fall_over(typed: tuple[str, str, str]) -> None:
    with suppress(ValidationError):
        date = forms.DateField(required=False).clean(typed)
        assert date is None or isinstance(date, dt.date)


@pytest.mark.parametrize(
    ("typed", "code", "message"),
    [
        (("", "3", "2026"), "day", "Add the day to the date"),
        (("", "", "2026"), "day month", "Add the day and month to the date"),
        (("x", "3", "2026"), "day", "Enter the day as a number, like 27"),
        (
            ("1", "13", "2026"),
            "month",
            "Enter the month as a number from 1 to 12, or its name",
        ),
        (
            ("1", "ma", "2026"),
            "month",
            "Enter the month as a number from 1 to 12, or its name",
        ),
        (("1", "3", "26"), "year", "Enter the year with 4 numbers, like 2026"),
        (("1", "3", "0000"), "year", "Enter the year with 4 numbers, like 2026"),
        (
            ("31", "6", "2026"),
            "real",
            "Enter a date that is in the calendar: June has fewer days",
        ),
        (
            ("29", "2", "2026"),
            "real",
            "Enter a date that is in the calendar: February has fewer days",
        ),
    ],
)
def test_says_what_to_put_right(
    typed: tuple[str, str, str], code: str, message: str
) -> None:
    assert refuse(typed) == (code, [message])


def test_names_the_limit() -> None:
    typed = ("27", "3", "2026")
    day = dt.timedelta(days=1)
    assert refuse(typed, earliest=MARCH_27 + day) == (
        "early",
        ["Enter a date that is 28 March 2026 or later"],
    )
    assert refuse(typed, latest=MARCH_27 - day) == (
        "late",
        ["Enter a date that is 26 March 2026 or earlier"],
    )
    assert forms.DateField(earliest=MARCH_27, latest=MARCH_27).clean(typed) == MARCH_27


def test_empty_is_nothing_or_asked_for() -> None:
    assert forms.DateField(required=False).clean(("", " ", "")) is None
    assert refuse(("", "", ""))[0] == "required"


class DayForm(forms.Form):
    day = forms.DateField(label="Which day?", widget=forms.DateInput(is_birthday=True))


def test_of_several_dates_the_message_says_which_is_missing() -> None:
    assert DayForm({}).errors["day"] == ["Answer the question: Which day?"]


def test_reads_three_boxes_and_shows_them_again() -> None:
    data = {"day-day": "31", "day-month": "6", "day-year": "2026"}
    form = DayForm(data)
    html = str(form["day"])
    assert not form.is_valid()
    for name, text in data.items():
        assert f'name="{name}" type="text" value="{text}"' in html


def test_shows_a_date_that_is_known() -> None:
    html = str(DayForm(initial={"day": MARCH_27})["day"])
    assert [part for part in ("27", "3", "2026") if f'value="{part}"' in html] == [
        "27",
        "3",
        "2026",
    ]
    assert 'autocomplete="bday-day"' in html


def test_knows_whether_it_changed() -> None:
    same = {"day-day": "27", "day-month": "March", "day-year": "2026"}
    assert not DayForm(same, initial={"day": MARCH_27}).has_changed()
    other = {**same, "day-day": "x"}
    assert DayForm(other, initial={"day": MARCH_27}).has_changed()
    widget = forms.DateInput()
    assert widget.value_omitted_from_data({}, {}, "day")
    assert not widget.value_omitted_from_data(same, {}, "day")
