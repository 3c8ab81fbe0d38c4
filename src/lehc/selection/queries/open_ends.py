"""What is still open when a cohort is about to be fixed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from lehc.assessment.policy import find_rubric
from lehc.assessment.queries import panel_outcomes
from lehc.assessment.queries.progress import describe_progress
from lehc.assessment.rules import is_round_open
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import ApplicationQuerySet, Call


@dataclass(frozen=True)
class OpenEnds:
    """Eligible applications without a decision or enough reviews, as numbers.

    `unchecked` are those of which nobody has said yet whether they are eligible: they
    alone forbid to fix a cohort. `assessing_until` is None once assessing has closed.
    `small_teams` are the names of sent teams that somebody has left since, with how
    many people they still have.
    """

    unchecked: int
    undecided: int
    short_of_reviews: int
    assessing_until: datetime | None
    small_teams: list[tuple[str, int]]


def find_open_ends(call: Call, applications: ApplicationQuerySet) -> OpenEnds:
    """Among the applications that somebody may see. As many queries, however many."""
    eligible = applications.choosable()
    rubric, outcomes = find_rubric(call), panel_outcomes(call)
    keys = eligible.values_list("pk", flat=True)
    progress = describe_progress(call, rubric, eligible)
    return OpenEnds(
        unchecked=applications.filter(state=ApplicationState.SUBMITTED).count(),
        undecided=sum(pk not in outcomes for pk in keys),
        short_of_reviews=len(progress.short_of_reviews),
        assessing_until=rubric.closes_at if is_round_open(rubric) else None,
        small_teams=list_small_teams(call),
    )


def list_small_teams(call: Call) -> list[tuple[str, int]]:
    """Sent teams with fewer people left than the call asks, but some."""
    active = Count("members", filter=~Q(members__state=ApplicationState.WITHDRAWN))
    rows = (
        call.place_teams.filter(sent_at__isnull=False)
        .annotate(active=active)
        .filter(active__gt=0, active__lt=F("call__team_minimum"))
    )
    return list(rows.order_by("name", "pk").values_list("name", "active"))
