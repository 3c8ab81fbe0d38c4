"""The team's pages of assessing in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lehc.assessment.models import Assessor, Rubric, Swap
from lehc.assessment.policy import Part
from lehc.assessment.queries.progress import Load, Progress
from lehc.assessment.queries.register import Entry
from lehc.assessment.queries.swaps import Taker
from lehc.assessment.rules import is_round_open, may_lift_conflict
from lehc.design.templatetags.design import spoken_date, spoken_moment
from lehc.programmes.desk import DeskLink
from lehc.programmes.models import Cohort
from lehc.programmes.presenters import show_desk
from lehc.recruitment.models import Call
from lehc.recruitment.wording import say_deadline


def count_words(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def show_assessors(
    assessors: Iterable[Assessor], progress: Progress, slug: str
) -> list[dict[str, Any]]:
    """Rows of the table of assessors; those whose access ended come last."""
    return [show_assessor(row, progress.loads[row.pk], slug) for row in assessors]


def show_assessor(assessor: Assessor, load: Load, slug: str) -> dict[str, Any]:
    parts = ["reads"] * assessor.reads + ["chairs the panel"] * assessor.chairs_panel
    return {
        "pk": assessor.pk,
        "name": str(assessor.person),
        "url": reverse("assessor_change", args=[slug, assessor.pk]),
        "from": ", ".join(
            str(part) for part in (assessor.organisation, assessor.place) if part
        ),
        "parts": " and ".join(parts),
        "has_lived_experience": assessor.has_lived_experience,
        "ended": spoken_date(assessor.ended_at) if assessor.ended_at else "",
        "load": load,
        "reminded": spoken_date(assessor.reminded_at) if assessor.reminded_at else "",
        "may_be_reminded": load.to_do > 0 and assessor.ended_at is None,
    }


def say_gaps(progress: Progress, rubric: Rubric | None) -> list[str]:
    """What sharing out has not met, in sentences; empty when all is met."""
    if rubric is None or not progress.applications:
        return []
    wanted = count_words(rubric.reviews_per_application, "assessor", "assessors")
    said = []
    short = len(progress.short_of_assessors)
    if short:
        verb = "has" if short == 1 else "have"
        said.append(
            f"{count_words(short, 'application', 'applications')} {verb} fewer than "
            f"{wanted}. Share out again, or add an assessor from somewhere else."
        )
    without = len(progress.without_lived)
    if without:
        verb = "has" if without == 1 else "have"
        said.append(
            f"{count_words(without, 'application', 'applications')} {verb} no assessor "
            "with lived experience. Everybody reads the same number, so this "
            "takes one more assessor with lived experience."
        )
    return said + say_uneven(progress)


def say_uneven(progress: Progress) -> list[str]:
    """A sentence when the largest and the smallest list differ by more than one."""
    given = [load.given for load in progress.loads.values() if load.given]
    if not given or max(given) - min(given) <= 1:
        return []
    return [
        f"Lists are from {min(given)} to {max(given)} long: conflicts of interest, or "
        "work begun earlier, keep them from being equal."
    ]


def say_round(rubric: Rubric | None, draft: Rubric | None) -> str:
    """Where the round stands, in a sentence."""
    if rubric is None and draft is None:
        return "There is no rubric yet."
    if rubric is None:
        return "The rubric is a draft: publish it to start assessing."
    deadline = say_deadline(rubric.closes_at)
    if is_round_open(rubric):
        return f"Assessing is open until {deadline}."
    return f"Assessing was open until {deadline}. Assessors no longer see applications."


def show_register(
    entries: Iterable[Entry], person: Any, call: Call
) -> list[dict[str, Any]]:
    """Conflicts, newest first, each with whether it stands and may be corrected."""
    rows = []
    for entry in entries:
        row = entry.declaration
        if not row.has_conflict:
            continue
        may_lift = entry.stands and may_lift_conflict(person, row.person, call.cohort)
        lift = reverse("conflict_lift", args=[call.cohort.slug, row.pk])
        rows.append(
            {
                "reference": row.application.reference,
                "person": str(row.person),
                "kind": row.get_kind_display(),
                "note": row.note,
                "when": spoken_moment(timezone.localtime(row.declared_at)),
                "stands": entry.stands,
                "lift_url": lift if may_lift else "",
            }
        )
    return rows[::-1]


def show_panel_desk(part: Part, cohort: Cohort, path: str) -> dict[str, Any]:
    """The side list: the team's own, or a chair's two pages."""
    if part is Part.TEAM:
        return show_desk(cohort, path)
    pages = [
        ("Assessing", reverse("assessing_round", args=[cohort.slug])),
        ("Panel", reverse("panel", args=[cohort.slug])),
    ]
    return {
        "cohort": cohort,
        "pages": tuple(
            DeskLink(label, url, path.startswith(url)) for label, url in pages
        ),
    }


def show_wanted(applications: Iterable[Any], slug: str) -> list[dict[str, Any]]:
    """Easy Read summaries that are wanted, as a task list."""
    return [
        {
            "title": f"Application {row.reference}",
            "url": reverse("easy_read_write", args=[slug, row.reference]),
            "status": "Written" if row.has_easy_read else "To write",
            "status_class": "" if row.has_easy_read else "teal",
        }
        for row in applications
    ]


def show_swaps(
    swaps: Iterable[Swap], takers: Mapping[int, Sequence[Taker]], slug: str
) -> list[dict[str, Any]]:
    """What assessors ask for; an address only where somebody may take it."""
    return [
        {
            "reference": swap.assignment.application.reference,
            "asker": str(swap.assignment.assessor.person),
            "reason": swap.reason,
            "asked": spoken_date(swap.asked_at),
            "count": len(takers[swap.pk]),
            "url": reverse("swap_agree", args=[slug, swap.pk])
            if takers[swap.pk]
            else "",
        }
        for swap in swaps
    ]


def show_takers(
    takers: Iterable[Taker], assessors: Iterable[Assessor]
) -> list[tuple[int, str]]:
    """Choices: each with how much they have, and whether one comes back for it."""
    names = {row.pk: str(row.person) for row in assessors}
    return [
        (
            one.assessor_id,
            f"{names[one.assessor_id]}, who has {one.load} to read"
            + ("" if one.gives is None else ", and gives one back that is not begun"),
        )
        for one in takers
    ]
