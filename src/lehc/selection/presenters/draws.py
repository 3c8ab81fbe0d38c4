"""The public draw: the list, the page that everybody watches, one's own chance."""

from __future__ import annotations

from typing import Any

from lehc.selection.calculations.lotteries import write_cohorts
from lehc.selection.models import Draw, Run, RunPerson
from lehc.selection.presenters.people import read_chances
from lehc.selection.presenters.runs import fingerprint, say_chance

DICE = 1000  # what three ten-sided dice can show


def show_list(run: Run) -> dict[str, Any]:
    """The numbered cohorts, and what proves that the list has not been changed."""
    cohorts = run.cohorts or []
    return {
        "run": run,
        "cohort": run.call.cohort,
        "programme": run.call.cohort.programme,
        "fingerprint": fingerprint(write_cohorts(cohorts)),
        "rows": [
            {"number": number, "ids": ids}
            for number, ids in enumerate(cohorts, start=1)
        ],
        "count": len(cohorts),
    }


def show_draw(run: Run, drawn: Draw | None, *, people: int) -> dict[str, Any]:
    """What the page of the draw says before, during and after."""
    cohorts = run.cohorts or []
    shown: dict[str, Any] = {
        "run": run,
        "cohort": run.call.cohort,
        "programme": run.call.cohort.programme,
        "fingerprint": fingerprint(write_cohorts(cohorts)),
        "count": len(cohorts),
        "people": people,
        "smallest": say_chance(run.findings["smallest"]),
        "has_dice": len(cohorts) == DICE,
        "drawn": drawn,
    }
    if drawn is not None:
        shown["digits"] = f"{drawn.number % DICE:03}" if len(cohorts) == DICE else ""
        shown["ids"] = cohorts[drawn.number - 1]
    return shown


def show_chance(person: RunPerson) -> dict[str, Any]:
    """What one person may know about their own part in a run."""
    run = person.run
    chance = read_chances(run).get(person.anonymous_id, 0.0)
    times = sum(person.anonymous_id in cohort for cohort in run.cohorts or [])
    return {
        "run": run,
        "id": person.anonymous_id,
        "chance": say_chance(chance),
        "is_lottery": run.is_lottery,
        "times": times,
        "count": len(run.cohorts or []),
        "is_certain": chance == 1.0,
        "is_chosen": person.is_chosen,
    }
