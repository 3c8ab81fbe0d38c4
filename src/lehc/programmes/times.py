"""A time of day in one box, read as people write it."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.design.templatetags.design import spoken_time

NAMED_TIMES = {"midday": time(12), "noon": time(12), "midnight": time(0)}
CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm)?")
NOON = 12


class TimeField(forms.CharField):
    """A time such as 10am, 2:30pm, 14:30 or midday; gives a `datetime.time`."""

    default_error_messages = {
        "invalid": "Enter a time like 10am, 2:30pm or 14:30",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["class"] = "nhsuk-input--width-5"

    def to_python(self, value: Any) -> Any:
        """The time; None when the box is empty."""
        if value is None or isinstance(value, time):
            return value
        text = str(super().to_python(value) or "").lower().replace(" ", "")
        if not text:
            return None
        read = NAMED_TIMES.get(text) or read_clock(text)
        if read is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return read

    def prepare_value(self, value: Any) -> Any:
        """A time as it would be typed."""
        return spoken_time(value) if isinstance(value, time) else value


def read_clock(text: str) -> time | None:
    """A clock time, or None for what no clock shows."""
    found = CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= NOON:
        return None
    if half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    elif found[2] is None:
        return None  # “10” alone could be either half of the day
    try:
        return time(hour, minute)
    except ValueError:
        return None


def join_moment(day: date, moment: time) -> datetime:
    """A day and a time in the programme's own time zone."""
    return timezone.make_aware(datetime.combine(day, moment))
