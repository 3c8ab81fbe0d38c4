"""Files in the formats Polis exports: votes, statements, groups."""

from __future__ import annotations
