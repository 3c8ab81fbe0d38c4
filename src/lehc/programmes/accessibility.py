"""The accessibility statement's facts, from data/accessibility.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Check:
    """One way in which the site is checked, and how often."""

    what: str
    when: str


@dataclass(frozen=True)
class Limit:
    """One thing that does not work for everybody yet, and what we do about it."""

    what: str
    who: str
    criteria: str
    plan: str


@dataclass(frozen=True)
class Statement:
    standard: str
    status: str
    prepared_on: date
    reviewed_on: date
    answer_within: str
    checks: tuple[Check, ...]
    limits: tuple[Limit, ...]


@cache
def read_statement() -> Statement:
    """The statement as it ships."""
    text = (files("lehc.programmes") / "data" / "accessibility.toml").read_text("utf-8")
    facts = tomllib.loads(text)
    checks = tuple(Check(**entry) for entry in facts.pop("check"))
    limits = tuple(Limit(**entry) for entry in facts.pop("limit"))
    return Statement(checks=checks, limits=limits, **facts)
