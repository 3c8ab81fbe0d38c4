"""The public draw: the list, the page that everybody watches, one's own chance."""

from __future__ import annotations

from typing import Any

from lehc.selection.calculations.lotteries import write_cohorts
from lehc.selection.enums import DICE_NUMBERS, Standing
from lehc.selection.models import Draw, Run, RunPerson
from lehc.selection.naming import Namer
from lehc.selection.presenters.people import read_chances
from lehc.selection.presenters.runs import fingerprint, say_chance, say_conflict


def show_list(run: Run) -> dict[str, Any]:
    """The numbered cohorts, and what proves that the list has not been changed."""
    cohorts = run.cohorts or []
    return {
        "run": run,
        "cohort": run.call.cohort,
        "programme": run.call.cohort.programme,
        "fingerprint": fingerprint(write_cohorts(cohorts)),
        "rows": [
            {"number": f"{number:,}", "ids": ids}
            for number, ids in enumerate(cohorts, start=1)
        ],
        "count": f"{len(cohorts):,}",
    }


def show_draw(run: Run, drawn: Draw | None, *, people: int) -> dict[str, Any]:
    """What the page of the draw says before, during and after."""
    cohorts = run.cohorts or []
    shown: dict[str, Any] = {
        "run": run,
        "cohort": run.call.cohort,
        "programme": run.call.cohort.programme,
        "fingerprint": fingerprint(write_cohorts(cohorts)),
        "count": f"{len(cohorts):,}",
        "people": f"{people:,}",
        "smallest": say_chance(run.findings["smallest"]),
        "has_dice": len(cohorts) == DICE_NUMBERS,
        "drawn": drawn,
    }
    if drawn is not None:
        shown["number"] = f"{drawn.number:,}"
        digits = f"{drawn.number % DICE_NUMBERS:03}"
        shown["digits"] = digits if shown["has_dice"] else ""
        shown["ids"] = cohorts[drawn.number - 1]
    return shown


def show_chance(person: RunPerson, namer: Namer) -> dict[str, Any]:
    """What one person may know about their own part in a run."""
    run = person.run
    chance = read_chances(run).get(person.anonymous_id, 0.0)
    return {
        "run": run,
        "id": person.anonymous_id,
        "chance": say_chance(chance),
        "is_lottery": run.is_lottery,
        "sentences": say_lottery(person, namer) if run.is_lottery else say_best(person),
    }


def say_lottery(person: RunPerson, namer: Namer) -> list[str]:
    """How often somebody was in the list, why if always or never, and the draw."""
    run, name = person.run, person.anonymous_id
    cohorts = run.cohorts or []
    times, count = sum(name in cohort for cohort in cohorts), f"{len(cohorts):,}"
    has = "has" if person.is_chosen else "does not have"
    drawn = f"The cohort that was drawn {has} you in it."
    if person.standing == Standing.CERTAIN:
        listed = (
            "The panel had set a line above which people were clearly in, and you "
            "were, so you are in every cohort of the list."
        )
    elif times == len(cohorts):
        listed = (
            f"You are in all {count} cohorts that could be drawn. That follows from "
            "the targets and the place teams, not from a line of merit."
        )
    elif not times:
        listed = (
            f"You are in none of the {count} cohorts that could be drawn, so chance "
            f"did not decide about you. {say_never(run, name, namer)}"
        )
    else:
        listed = (
            f"You are in {times:,} of the {count} cohorts that could be drawn, and "
            "each was as likely as the others."
        )
        if not person.is_chosen:
            drawn += " That was chance, and says nothing about your work."
    return [listed, drawn]


def say_never(run: Run, name: str, namer: Namer) -> str:
    """Why no cohort could take somebody, where that was found."""
    for row in run.findings.get("without_chance", []):
        if row["id"] == name:
            return f"The reason: {say_conflict(row, namer)}."
    return "Your chance was smaller than the list can show."


def say_best(person: RunPerson) -> list[str]:
    """Where somebody stood without a lottery, and what people changed."""
    found = (
        "No lottery was held. From those whom the panel put forward, the cohort with "
        "the highest total merit was found that meets every target."
    )
    overrides = person.run.overrides.all()
    changed = [
        one for one in overrides if person.pk in (one.taken_out_id, one.put_in_id)
    ]
    if changed and changed[-1].put_in_id == person.pk:
        own = (
            "You were not in it. The panel then decided to give you a place, for the "
            "reason on the certificate."
        )
    elif changed:
        own = (
            "You were in it. The panel then decided to give the place to somebody "
            "else, for the reason on the certificate."
        )
    elif person.is_chosen:
        own = "You are in it."
    else:
        own = (
            "You are not in it: other people together had a higher total merit, or the "
            "same, and met every target."
        )
    return [found, own]
