"""Append-only record of who changed what, when; read for investigation only."""

from __future__ import annotations
