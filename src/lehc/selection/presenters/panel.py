"""The best cohort as its panel may see it: ids and references, never names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from lehc.design.templatetags.design import spoken_date
from lehc.selection.models import Run, RunPerson
from lehc.selection.sight import Sight

COLUMNS = ["Id", "Application", "Applied"]


def say_standing(run: Run) -> str:
    """Which run it is, and whether it counts already."""
    if run.settled_at:
        return f"The panel fixed run {run.pk} on {spoken_date(run.settled_at)}."
    return (
        f"Run {run.pk} found the cohort of {run.seats} with the highest merit that "
        f"meets every target, on {spoken_date(run.asked_at)}. It is not fixed yet."
    )


def show_cohort(people: Iterable[RunPerson], sight: Sight, slug: str) -> dict[str, Any]:
    """Tables of those in the cohort and those outside it, of the visible ones."""
    rows: dict[bool, list[list[Any]]] = {True: [], False: []}
    for person in sight.pick(people):
        cells = [*sight.show_id(person), *show_row(person, slug)]
        rows[person.is_chosen].append(cells)
    columns = COLUMNS[1:] if sight.is_limited else COLUMNS
    return {"columns": columns, "chosen": rows[True], "others": rows[False]}


def show_row(person: RunPerson, slug: str) -> list[Any]:
    """The application, and whether alone or as a team."""
    application = person.application
    url = reverse("panel_application", args=[slug, application.reference])
    applied = "With a place team, which stays together" if application.team_id else ""
    return [
        {"text": application.reference, "href": url},
        applied or "Alone",
    ]
