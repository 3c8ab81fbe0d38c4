"""What is still open when a cohort is about to be fixed: nothing that forbids it."""

from __future__ import annotations

from django.db.models import Count, F, Q

from lehc.assessment.policy import find_rubric
from lehc.assessment.queries import panel_outcomes
from lehc.assessment.queries.progress import describe_progress
from lehc.assessment.rules import is_round_open
from lehc.design.templatetags.design import spoken_date
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call, PlaceTeam


def list_open_ends(call: Call) -> list[str]:
    """Each as a sentence for the team: reviews, decisions, teams that became small."""
    eligible = Application.objects.filter(call=call).choosable()
    rubric = find_rubric(call)
    short = len(describe_progress(call, rubric, eligible).short_of_reviews)
    outcomes = panel_outcomes(call)
    undecided = sum(pk not in outcomes for pk in eligible.values_list("pk", flat=True))
    found = [
        f"{say_applications(undecided)} no decision of the panel. They would hear "
        "“not this time” without one."
        if undecided
        else "",
        f"{say_applications(short)} fewer reviews than asked for." if short else "",
        f"Assessing is open until {spoken_date(rubric.closes_at)}."
        if rubric and is_round_open(rubric)
        else "",
    ]
    return [words for words in found if words] + list_small_teams(call)


def say_applications(count: int) -> str:
    return "1 application has" if count == 1 else f"{count} applications have"


def list_small_teams(call: Call) -> list[str]:
    """Sent teams that somebody has left since, so that they are too few."""
    active = Count("members", filter=~Q(members__state=ApplicationState.WITHDRAWN))
    teams = PlaceTeam.objects.filter(call=call, sent_at__isnull=False)
    rows = teams.annotate(active=active).filter(
        active__gt=0, active__lt=F("call__team_minimum")
    )
    return [
        f"{team.name} has become smaller than this call asks: {team.active} of at "
        f"least {call.team_minimum} people. It can be chosen, unless the panel decides "
        "otherwise."
        for team in rows.order_by("name", "pk")
    ]
