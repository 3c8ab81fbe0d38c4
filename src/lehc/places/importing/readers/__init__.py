"""One module a kind of file."""

from __future__ import annotations
