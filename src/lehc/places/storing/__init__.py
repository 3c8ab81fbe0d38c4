"""Many rows into the database at once, again and again with the same result."""

from __future__ import annotations
