"""Targets, draws, certificates, replacements: who gets a place, and the proof."""

from __future__ import annotations
