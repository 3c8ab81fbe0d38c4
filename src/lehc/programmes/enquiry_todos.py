"""Enquiries that wait, on the team's list of what needs doing today."""

from __future__ import annotations

from django.urls import reverse

from lehc.programmes.enquiry_queries import LATE, count_enquiries, list_enquiries
from lehc.programmes.enums import EnquiryState
from lehc.programmes.models import Cohort
from lehc.programmes.todo import ToDo


def list_waiting_enquiries(cohort: Cohort) -> list[ToDo]:
    """How many wait for an answer; urgent once one waits too long."""
    counts = count_enquiries(list_enquiries(cohort.programme))
    waiting = counts[EnquiryState.WAITING]
    words = "enquiry waits" if waiting == 1 else "enquiries wait"
    return [
        ToDo(
            words=f"{words} for an answer",
            count=waiting,
            url=reverse("enquiries", args=[cohort.programme.slug]),
            is_urgent=counts[LATE] > 0,
        )
    ]
