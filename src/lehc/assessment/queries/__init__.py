"""Reads of assessment. Higher floors call `merits` and `panel_outcomes`."""

from __future__ import annotations

from lehc.assessment.queries.scores import merits, panel_outcomes

__all__ = ["merits", "panel_outcomes"]
