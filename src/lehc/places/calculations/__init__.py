"""The only door from places to the methods: rows in, plain results out."""

from __future__ import annotations
