"""What the team reads before it makes a run the cohort: what is open or otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse

from lehc.design.templatetags.design import spoken_date
from lehc.recruitment.enums import ApplicationState
from lehc.selection.actions.fixing import Obstacle
from lehc.selection.conditions import conditions_in, join
from lehc.selection.inputs import read_rows, write_targets
from lehc.selection.models import Run, Target, Threshold
from lehc.selection.naming import Namer
from lehc.selection.presenters.runs import say_seats
from lehc.selection.queries.open_ends import OpenEnds

MENDS = {
    "open": ("desk_call", "See when the call closes"),
    "unchecked": ("desk_applications", "Check them now"),
    "outdated": ("desk_selection", "Try again with everybody as they are now"),
    "seats": ("desk_selection", "Try again with other seats"),
    "protected": ("desk_targets", "See the target and its statement"),
    "unknown": ("desk_targets", "Change the targets"),
}
TO_CHECK = f"?state={ApplicationState.SUBMITTED}"


def say_open_ends(found: OpenEnds, *, team_minimum: int) -> list[str]:
    """What is still open, each as a sentence to the team."""
    said = []
    if found.unchecked:
        said.append(
            f"{say_applications(found.unchecked)} not been checked yet. Until then "
            "nothing can be fixed."
        )
    if found.undecided:
        said.append(
            f"{say_applications(found.undecided)} no decision of the panel. They would "
            "hear “not this time” without one."
        )
    if found.short_of_reviews:
        few = say_applications(found.short_of_reviews)
        said.append(f"{few} fewer reviews than asked for.")
    if found.assessing_until:
        said.append(f"Assessing is open until {spoken_date(found.assessing_until)}.")
    return said + [
        f"{name} has become smaller than this call asks: {people} of at least "
        f"{team_minimum} people. It can be chosen, unless the panel decides otherwise."
        for name, people in found.small_teams
    ]


def say_applications(count: int) -> str:
    return "1 application has" if count == 1 else f"{count} applications have"


def show_obstacle(obstacle: Obstacle | None, slug: str) -> dict[str, str]:
    """What stands in the way, and the page where it can be mended, if there is one."""
    if obstacle is None:
        return {}
    name, link = MENDS.get(obstacle.code, ("desk_selection", "Choosing the cohort"))
    query = TO_CHECK if obstacle.code == "unchecked" else ""
    url = reverse(name, args=[slug]) + query
    return {"words": obstacle.words, "url": url, "link": link}


def say_differences(
    run: Run, targets: Iterable[Target], band: Threshold | None
) -> list[str]:
    """Where a run was asked otherwise than the call is set now, each as a sentence."""
    said = []
    capacity = run.call.cohort.capacity
    if run.seats != capacity:
        said.append(
            f"This run fills {say_seats(run.seats)}; the cohort has {capacity}."
        )
    if run.targets_csv != write_targets(targets):
        said.append("This run used other targets than those set now.")
    in_from = band.in_from if band else None
    if run.in_from != in_from:
        said.append(
            f"By the merit band of this run {say_line(run.in_from)}; by the one set "
            f"now {say_line(in_from)}."
        )
    return said


def say_line(in_from: Decimal | None) -> str:
    if in_from is None:
        return "nobody is clearly in"
    return f"people with a merit of {in_from} or more are clearly in"


def say_joined(count: int) -> str:
    """What a lottery that is fixed and not drawn says of people it has not got."""
    if not count:
        return ""
    people = "1 person" if count == 1 else f"{count} people"
    return (
        f"{people} can be chosen now but had no part in this lottery. Take it back and "
        "fix another, or put them on the waiting list after the draw."
    )


def say_amended(run: Run, namer: Namer) -> list[str]:
    """Where a replacement's targets are not those of its cohort, each as a sentence."""
    if run.replaces is None:
        return []
    before = {conditions_in(row): row for row in read_rows(run.replaces.targets_csv)}
    said = []
    for row in read_rows(run.targets_csv):
        old = before[conditions_in(row)]
        if (row["min"], row["max"]) != (old["min"], old["max"]):
            name = namer.name_both(*join(conditions_in(row)))
            said.append(
                f"{name}: {row['min']} to {row['max']} seats instead of "
                f"{old['min']} to {old['max']}"
            )
    return said
