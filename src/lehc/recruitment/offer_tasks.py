"""Housekeeping of offers: remind first, and only then let one lapse."""

from __future__ import annotations

from lehc.background.registry import register_housekeeping
from lehc.recruitment.actions import lapsing


@register_housekeeping("recruitment.lapse_offers")
def lapse_offers() -> None:
    lapsing.lapse_offers()
    lapsing.warn_of_deadlines()
