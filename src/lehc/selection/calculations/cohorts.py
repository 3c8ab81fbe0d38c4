"""A call's run through the same door as `lehc select`: files in, certificate out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lehc.methods.selection import (
    UNWATCHED,
    Problem,
    SelectionError,
    TimeRanOutError,
    Watch,
    merit_band,
)
from lehc.selection.calculations.certificate import to_json
from lehc.selection.calculations.files import Files, make_problem
from lehc.selection.calculations.lotteries import COHORTS, count_seats, prepare_lottery
from lehc.selection.calculations.people import read_pool
from lehc.selection.calculations.runs import NUMBER_MARK, Result, run_selection
from lehc.selection.calculations.runs import Run as Question
from lehc.selection.calculations.tables import InputError, read_table
from lehc.selection.calculations.wording import say_error
from lehc.selection.enums import LOTTERIES
from lehc.selection.inputs import MERIT_COLUMN, STANDING_COLUMN, TEAM_COLUMN
from lehc.selection.models import Run

__all__ = ["COHORTS", "Answer", "InputError", "TimeRanOutError", "compute"]


@dataclass(frozen=True)
class Answer:
    """A certificate as plain data, who was chosen, and what else is worth knowing.

    Of a lottery nobody is chosen yet: `cohorts` are the numbered ones, drawn later.
    """

    certificate: dict[str, Any]
    selected: tuple[str, ...] = ()
    findings: dict[str, Any] = field(default_factory=dict)
    cohorts: list[list[str]] | None = None

    @property
    def is_found(self) -> bool:
        return bool(self.selected or self.cohorts)


def compute(run: Run, *, watch: Watch = UNWATCHED) -> Answer:
    """Answer a run from its own files; the same run gives the same answer.

    Raises InputError for what the method can't work with, TimeRanOutError, and
    whatever `watch` raises.
    """
    problem = pose_run(run)
    if run.is_lottery:
        prepared = prepare_lottery(problem, run.method, run.seed, watch=watch)
        merits = read_merits(run.people_csv)
        return Answer(
            certificate=as_data(prepared.result),
            cohorts=prepared.cohorts,
            findings=prepared.describe(merits) if prepared.cohorts else {},
        )
    result = run_selection(Question(problem, run.method, run.seed), watch=watch)
    return Answer(
        certificate=as_data(result),
        selected=result.certificate.selected,
        findings={} if result.merit is None else {"merit": result.merit},
    )


def certify_draw(run: Run, number: int) -> dict[str, Any]:
    """The certificate of a fixed lottery once a number of its list was drawn."""
    problem = pose_run(run)
    selected = (run.cohorts or [])[number - 1]
    certificate = run.certificate or {}
    return certificate | {
        "version": f"{certificate['version']}+{NUMBER_MARK}.{number}",
        "selected": selected,
        "targets": count_seats(problem, selected),
    }


def count_now(run: Run, selected: Iterable[str]) -> list[dict[str, Any]]:
    """A run's targets with the seats that these people would take."""
    return count_seats(pose_run(run), selected)


def as_data(result: Result) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(to_json(result.certificate))
    return content


def pose_run(run: Run) -> Problem:
    """The problem that a run's own files put, with or without merit as it needs."""
    return pose(
        run.people_csv,
        run.targets_csv,
        run.seats,
        is_lottery=run.method in LOTTERIES,
    )


def pose(
    people_csv: str, targets_csv: str, seats: int, *, is_lottery: bool = False
) -> Problem:
    """The problem that the two files put. A lottery does not look at merit."""
    files = Files.read(
        ("the people file", people_csv.encode()),
        ("the targets file", targets_csv.encode()),
    )
    return make_problem(
        files,
        seats=seats,
        score=None if is_lottery else MERIT_COLUMN,
        team=TEAM_COLUMN,
        standing=files.people.find_heading(STANDING_COLUMN),
    )


def read_merits(people_csv: str) -> dict[str, float]:
    """Each person's merit in a people file, whoever of them is certainly in or out."""
    people = read_table("the people file", people_csv.encode())
    pool = read_pool(people, (), score=MERIT_COLUMN, team=None)
    return {person.id: person.score or 0.0 for person in pool.people}


def find_certain(people_csv: str, *, seats: int, in_from: float) -> tuple[str, ...]:
    """The ids of those clearly in: at or above the line, a team by its members' mean.

    Raises InputError when there are more of them than seats.
    """
    problem = pose(people_csv, "feature,value,min,max\n", seats)
    try:
        return merit_band(problem, in_from=in_from, out_below=0).certain
    except SelectionError as error:
        raise InputError(say_error(error)) from error
