"""Calls, application forms, applications, place teams, sponsors, offers."""

from __future__ import annotations
