"""A date in three boxes, read forgivingly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

PARTS = ("day", "month", "year")
WIDTHS = {"day": 2, "month": 2, "year": 4}
BIRTHDAY_PARTS = {"day": "bday-day", "month": "bday-month", "year": "bday-year"}
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
ORDINAL_ENDING = re.compile(r"(?<=\d)(st|nd|rd|th)$")
SHORTEST_MONTH_NAME = 3
YEAR_DIGITS = 4

DateText = tuple[str, str, str]


class DateInput(forms.Widget):
    """Three boxes: day, month and year, named ``NAME-day`` and so on."""

    template_name = "design/forms/widgets/date.html"
    use_fieldset = True

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, is_birthday: bool = False
    ) -> None:
        super().__init__(attrs)
        self.is_birthday = is_birthday

    def id_for_label(self, id_: str) -> str:
        """The first box, which a link from the error summary leads to."""
        return f"{id_}-day" if id_ else ""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> DateText:
        """What was typed in the three boxes, as it was typed."""
        day, month, year = (str(data.get(f"{name}-{part}", "")) for part in PARTS)
        return day, month, year

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        """Whether none of the three boxes was sent."""
        return not any(f"{name}-{part}" in data for part in PARTS)

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Django's context, with the three boxes and which of them is wrong."""
        context = super().get_context(name, value, attrs)
        codes = context["widget"]["attrs"].pop("error_codes", [])
        texts = _split_value(value)
        wrong = _find_wrong_parts(codes)
        context["widget"]["parts"] = [
            {
                "id": f"{context['widget']['attrs'].get('id', name)}-{part}",
                "name": f"{name}-{part}",
                "label": part.capitalize(),
                "value": text,
                "width": WIDTHS[part],
                "has_error": part in wrong,
                "autocomplete": BIRTHDAY_PARTS[part] if self.is_birthday else "",
            }
            for part, text in zip(PARTS, texts, strict=True)
        ]
        return context


def _split_value(value: Any) -> DateText:
    if isinstance(value, dt.date):
        return str(value.day), str(value.month), str(value.year)
    if isinstance(value, tuple):
        day, month, year = value
        return day, month, year
    return "", "", ""


def _find_wrong_parts(codes: list[str]) -> set[str]:
    """The boxes to mark: those the codes name, or all when the whole date is wrong."""
    named = {word for code in codes for word in code.split() if word in PARTS}
    return named or (set(PARTS) if codes else set())


class DateField(forms.Field):
    """A date, from numbers or month names, between two dates where given."""

    widget = DateInput
    default_error_messages = {
        "missing": "Add the %(parts)s to the date",
        "day": "Enter the day as a number, like 27",
        "month": "Enter the month as a number from 1 to 12, or its name",
        "year": "Enter the year with 4 numbers, like 2026",
        "real": "Enter a date that is in the calendar: %(month)s has fewer days",
        "early": "Enter a date that is %(date)s or later",
        "late": "Enter a date that is %(date)s or earlier",
    }

    def __init__(
        self,
        *,
        earliest: dt.date | None = None,
        latest: dt.date | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("help_text", "For example, 27 3 2026")
        super().__init__(**kwargs)
        self.earliest = earliest
        self.latest = latest

    def to_python(self, value: Any) -> dt.date | None:
        """The date that the boxes say; None when all are empty."""
        if value is None or isinstance(value, dt.date):
            return value
        texts = [text.strip().lower() for text in value]
        if not any(texts):
            return None
        self._require_every_part(texts)
        day = self._read_number(ORDINAL_ENDING.sub("", texts[0]), part="day")
        month = self._read_month(texts[1])
        year = self._read_year(texts[2])
        return self._make_date(day, month, year)

    def validate(self, value: dt.date | None) -> None:
        """Refuse a date outside the limits, naming the limit."""
        super().validate(value)
        if value is None:
            return
        if self.earliest and value < self.earliest:
            raise self._error("early", date=_write_date(self.earliest))
        if self.latest and value > self.latest:
            raise self._error("late", date=_write_date(self.latest))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the boxes say another date than the initial one."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True

    def _require_every_part(self, texts: list[str]) -> None:
        missing = [p for p, text in zip(PARTS, texts, strict=True) if not text]
        if missing:
            message = self.error_messages["missing"]
            parts = " and ".join(missing)
            raise ValidationError(
                message, code=" ".join(missing), params={"parts": parts}
            )

    def _read_number(self, text: str, *, part: str) -> int:
        if not text.isdecimal():
            raise self._error(part)
        return int(text)

    def _read_month(self, text: str) -> int:
        if text.isdecimal() and 1 <= int(text) <= len(MONTHS):
            return int(text)
        if len(text) >= SHORTEST_MONTH_NAME:
            for number, name in enumerate(MONTHS, start=1):
                if name.startswith(text.rstrip(".")):
                    return number
        raise self._error("month")

    def _read_year(self, text: str) -> int:
        if len(text) != YEAR_DIGITS:
            raise self._error("year")
        return self._read_number(text, part="year")

    def _make_date(self, day: int, month: int, year: int) -> dt.date:
        try:
            return dt.date(year, month, day)
        except ValueError:
            if not year:
                raise self._error("year") from None
            name = MONTHS[month - 1].capitalize()
            raise self._error("real", month=name) from None

    def _error(self, code: str, **params: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


def _write_date(date: dt.date) -> str:
    return f"{date.day} {MONTHS[date.month - 1].capitalize()} {date.year}"
