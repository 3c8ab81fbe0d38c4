"""Housekeeping of wishes to know: tell when a call is open, forget the unconfirmed."""

from __future__ import annotations

from lehc.background.registry import register_housekeeping
from lehc.recruitment.actions import wishes


@register_housekeeping("recruitment.tell_of_open_calls")
def tell_of_open_calls() -> None:
    wishes.tell_of_open_calls()
    wishes.forget_unconfirmed()
