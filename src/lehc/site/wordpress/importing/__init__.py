"""Takes what the reader found and the cleaner cleaned into the site."""

from __future__ import annotations
