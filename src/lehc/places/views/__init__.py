"""Pages of places: anybody may read them."""

from __future__ import annotations
