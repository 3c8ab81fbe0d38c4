"""Pure computations: no Django, no files, no clock, no hidden randomness."""

from __future__ import annotations
