"""Areas, boundaries, indicators, place profiles."""

from __future__ import annotations
