"""Flyers made before anybody asks for one: the first costs seconds of a processor."""

from __future__ import annotations

from lehc.background.registry import (
    enqueue_patient_work,
    register,
    register_housekeeping,
)
from lehc.recruitment.enums import CallState
from lehc.recruitment.flyer_facts import choose_editions, gather_facts
from lehc.recruitment.flyers import get_flyer
from lehc.recruitment.models import Call
from lehc.recruitment.queries.calls import get_published_call

PRINT = "recruitment.print_flyers"


@register(PRINT)
def print_flyers(call: int) -> None:
    """Make what is missing of a public call's flyers; what is kept costs nothing."""
    row = Call.objects.select_related("cohort__programme").filter(pk=call).first()
    if row is None or get_published_call(row.cohort) is None:
        return
    facts = gather_facts(row)
    for edition in choose_editions(facts):
        get_flyer(edition, facts)


@register_housekeeping("recruitment.renew_flyers")
def renew_flyers() -> None:
    """Dates, partners and the clock change a flyer too: look once an hour."""
    for call in Call.objects.select_related("cohort"):
        if call.get_state() != CallState.CLOSED:
            enqueue_patient_work(PRINT, call=call.pk)
