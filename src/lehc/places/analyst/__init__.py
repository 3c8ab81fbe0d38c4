"""One CSV file in, one CSV file out: what each of the analyst's commands does."""

from __future__ import annotations
