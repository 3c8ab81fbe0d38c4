"""What the pages of places say, in words and pictures; no queries."""

from __future__ import annotations
