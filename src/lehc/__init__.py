"""LEHC: runs a co-produced leadership programme and proves what it changes."""

from __future__ import annotations

__version__ = "0.1.0"
