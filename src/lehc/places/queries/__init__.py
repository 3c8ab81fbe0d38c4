"""Reads that join areas, figures, boundaries and notes."""

from __future__ import annotations
