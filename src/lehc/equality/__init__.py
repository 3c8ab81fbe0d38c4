"""Equality monitoring answers, apart from everything else and unlinkable."""

from __future__ import annotations
