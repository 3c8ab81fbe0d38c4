"""Findings as files: result.json, tables, pictures, and a page to read."""

from __future__ import annotations
