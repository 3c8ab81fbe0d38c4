"""Selection: choosing a cohort, its targets, runs, certificates, replacements."""

from __future__ import annotations
