"""What the flyer of a call says, gathered from everywhere it says it from."""

from __future__ import annotations

from typing import Any

from lehc.programmes.queries import list_partners, list_sessions
from lehc.recruitment.flyers import EASY, EDITIONS, Edition, Facts
from lehc.recruitment.models import Call
from lehc.recruitment.presenters.flyer import show_easy_read, show_flyer


def gather_facts(call: Call) -> dict[str, Any]:
    """What the flyer of a call says; the call has its cohort at hand."""
    partners = list_partners(call.cohort.programme)
    facts = show_flyer(call, list(list_sessions(call.cohort)), partners)
    if call.easy_read:
        facts["easy_read"] = show_easy_read(call)
    return facts


def choose_editions(facts: Facts) -> list[Edition]:
    """The files there are; Easy Read only where somebody has written it."""
    return [
        edition
        for edition in EDITIONS.values()
        if edition.file != EASY or "easy_read" in facts
    ]
