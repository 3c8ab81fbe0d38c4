"""The only door from conversations to the methods: rows in, plain results out."""

from __future__ import annotations
