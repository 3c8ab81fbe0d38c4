"""Targets, runs, certificates, replacements."""

from __future__ import annotations
