"""Conversations: statements, votes, and what can honestly be said about them."""

from __future__ import annotations
