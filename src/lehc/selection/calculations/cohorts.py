"""A call's run through the same door as `lehc select`: files in, certificate out."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from lehc.methods.selection import (
    Problem,
    TimeRanOutError,
    alternatives,
    check_feasibility,
    remaining_problem,
    target_costs,
)
from lehc.selection.calculations.certificate import to_json
from lehc.selection.calculations.files import Files, make_problem
from lehc.selection.calculations.runs import Result, make_rng, run_selection
from lehc.selection.calculations.runs import Run as Question
from lehc.selection.calculations.wording import explanation_facts
from lehc.selection.enums import RunKind, Standing
from lehc.selection.inputs import MERIT_COLUMN, TEAM_COLUMN
from lehc.selection.models import Run

OTHER_COHORTS = 4


@dataclass(frozen=True)
class Answer:
    """A certificate as plain data, who was chosen, and what else is worth knowing."""

    certificate: dict[str, Any]
    selected: tuple[str, ...]
    findings: dict[str, Any]

    @property
    def is_chosen(self) -> bool:
        return bool(self.selected)


def compute(run: Run) -> Answer:
    """Answer a run from its own files; the same run gives the same answer."""
    problem = pose(run.people_csv, run.targets_csv, run.seats)
    if run.kind == RunKind.REPLACEMENT:
        problem = leave_accepted(problem, run)
    result = run_selection(Question(problem, run.method, run.seed))
    findings = (
        find_out(problem, result, run.seed) if result.certificate.selected else {}
    )
    return Answer(
        certificate=json.loads(to_json(result.certificate)),
        selected=result.certificate.selected,
        findings=findings,
    )


def pose(people_csv: str, targets_csv: str, seats: int) -> Problem:
    """The problem that the two files put."""
    files = Files.read(
        ("the people file", people_csv.encode()),
        ("the targets file", targets_csv.encode()),
    )
    return make_problem(files, seats=seats, score=MERIT_COLUMN, team=TEAM_COLUMN)


def leave_accepted(problem: Problem, run: Run) -> Problem:
    """The same problem where those with a place keep it and those who left are out."""
    standings = dict(run.people.values_list("anonymous_id", "standing"))
    return remaining_problem(
        problem,
        accepted=[name for name, s in standings.items() if s == Standing.ACCEPTED],
        declined=[name for name, s in standings.items() if s == Standing.OUT],
    )


def find_out(problem: Problem, result: Result, seed: int) -> dict[str, Any]:
    """The cohort's merit, what each target cost, and the next-best cohorts."""
    chosen = set(result.certificate.selected)
    found: dict[str, Any] = {"merit": result.merit}
    try:
        found["costs"] = [
            {"feature": c.target.feature, "value": c.target.value, "merit": c.merit}
            for c in target_costs(problem)
        ]
        others = alternatives(problem, count=OTHER_COHORTS, rng=make_rng(seed))
    except TimeRanOutError:
        return found
    found["others"] = [
        {"merit": other.merit, "different": len(set(other.selected) - chosen)}
        for other in others
    ]
    return found


def check_targets(
    people_csv: str, targets_csv: str, seats: int
) -> dict[str, Any] | None:
    """None when some cohort meets the targets, else why not and what would help."""
    feasibility = check_feasibility(pose(people_csv, targets_csv, seats))
    if feasibility.explanation is None:
        return None
    return explanation_facts(feasibility.explanation)
