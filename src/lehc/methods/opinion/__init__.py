"""Votes in, an opinion map out: where people differ, and whether there are groups."""

from __future__ import annotations
