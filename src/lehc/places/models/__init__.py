"""Areas, what lies in what, where it lies, and the figures known of it."""

from __future__ import annotations

from lehc.places.models.areas import Area, AreaChange, AreaParent, Boundary
from lehc.places.models.figures import AgeCount, Dataset, Figure, Indicator
from lehc.places.models.notes import ContextNote

__all__ = [
    "AgeCount",
    "Area",
    "AreaChange",
    "AreaParent",
    "Boundary",
    "ContextNote",
    "Dataset",
    "Figure",
    "Indicator",
]
