"""Dates of a call and its offers in the words that people read."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lehc.design.templatetags.design import spoken_date, spoken_moment


def say_deadline(moment: datetime) -> str:
    """A deadline in words: “the end of Friday 4 December 2026”, or day and time.

    A time of 11:59pm means that day to its end, and is said so.
    """
    local = timezone.localtime(moment)
    if (local.hour, local.minute) == (23, 59):
        return f"the end of {spoken_date(local)}"
    return spoken_moment(local)


def say_until(moment: datetime) -> str:
    """How long is left, in whole days: “12 days left”, “closes today”."""
    days = (timezone.localtime(moment).date() - timezone.localdate()).days
    if days <= 0:
        return "closes today"
    return "1 day left" if days == 1 else f"{days} days left"
