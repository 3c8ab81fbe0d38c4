"""People, sign-in, consent, communication needs, data rights."""

from __future__ import annotations
