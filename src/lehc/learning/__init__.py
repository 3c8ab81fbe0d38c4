"""Participants, their cohort and its dates."""

from __future__ import annotations
