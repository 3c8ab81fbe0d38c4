"""Rubrics, assessors, conflicts of interest, reviews, panel decisions."""

from __future__ import annotations
