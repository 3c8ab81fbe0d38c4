"""Settings, addresses and the command line: the only floor that knows them all."""

from __future__ import annotations
