"""Programmes, cohorts, dates, partners, organisations, roles, timeline."""

from __future__ import annotations
