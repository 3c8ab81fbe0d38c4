"""The one door to deferred work: a registry of named tasks."""

from __future__ import annotations
