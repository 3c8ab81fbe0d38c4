"""Where the floors below lead to a page of this one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lehc.assessment.panel_notes import PanelNote
from lehc.recruitment.explaining import Explanation
from lehc.recruitment.models import Application, Call
from lehc.recruitment.more import MoreToRead
from lehc.selection.presenters.decisions import say_override
from lehc.selection.presenters.panel import say_standing
from lehc.selection.queries.runs import (
    chances_of,
    find_panel_run,
    find_run_to_explain,
    overrides_of,
)

LARGE = ("statements", "certificate", "cohorts", "findings")


def find_own_chance(application: Application) -> MoreToRead | None:
    """An applicant's own chance, once their letter has gone."""
    if not chances_of(application).exists():
        return None
    url = reverse("application_chance", args=[application.reference])
    return MoreToRead("Your own chance, and how the cohort was chosen", url)


def find_panel_cohort(person: Any, call: Call) -> PanelNote | None:
    """The best cohort that was found, what the panel changed in it, and its page."""
    run = find_panel_run(call, without=LARGE)
    if run is None:
        return None
    return PanelNote(
        heading="The cohort that was found",
        words=say_standing(run),
        url=reverse("panel_cohort", args=[call.cohort.slug]),
        link="See the cohort, and decide otherwise with a reason"
        if run.fixed_at is None
        else "See the cohort and what the panel changed",
        changes=[say_override(row) for row in overrides_of(run)],
    )


def explain_choice(call: Call) -> Explanation | None:
    """The page of the draw, or the certificate of a cohort that merit decided."""
    run = find_run_to_explain(call)
    if run is None:
        return None
    if run.is_lottery:
        return Explanation(
            "The lottery, its list of cohorts and its draw",
            reverse("draw", args=[run.pk]),
        )
    return Explanation(
        "The certificate: how the cohort was chosen, for everybody to check",
        reverse("certificate", args=[run.pk]),
    )
