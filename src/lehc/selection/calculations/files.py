"""From two CSV files to a problem, and what a reader must know about it."""

from __future__ import annotations

from dataclasses import dataclass

from lehc.methods.selection import (
    Problem,
    SelectionError,
    Target,
    remaining_problem,
    values_without_target,
)
from lehc.selection.calculations.people import (
    check_features,
    features_of,
    read_pool,
    read_standings,
    read_targets,
)
from lehc.selection.calculations.runs import Result, Run, run_selection
from lehc.selection.calculations.tables import (
    InputError,
    Table,
    find_close,
    read_table,
)
from lehc.selection.calculations.wording import say_error


@dataclass(frozen=True)
class Files:
    """The two tables of a selection."""

    people: Table
    targets: Table

    @classmethod
    def read(cls, people: tuple[str, bytes], targets: tuple[str, bytes]) -> Files:
        """From (name for messages, bytes) each; raises InputError."""
        return cls(read_table(*people), read_table(*targets, may_have_no_rows=True))


def make_problem(
    files: Files,
    *,
    seats: int,
    score: str | None = None,
    team: str | None = None,
    standing: str | None = None,
) -> Problem:
    """The problem the files put, with these columns; raises InputError.

    Who stands “in” has a place and keeps it, who stands “out” can't be chosen.
    """
    targets = read_targets(files.targets)
    check_features(files.people, files.targets, targets)
    pool = read_pool(files.people, features_of(targets), score=score, team=team)
    try:
        problem = Problem(pool, targets, seats)
        if standing is None:
            return problem
        accepted, declined = read_standings(files.people, standing)
        return remaining_problem(problem, accepted=accepted, declined=declined)
    except SelectionError as error:
        raise InputError(say_error(error)) from error


def select_cohort(
    problem: Problem,
    *,
    method: str,
    seed: int,
    draws: int | None = None,
    number: int | None = None,
) -> Result:
    """Run the method; raises InputError for what the method cannot work with."""
    try:
        return run_selection(Run(problem, method, seed, draws, number))
    except SelectionError as error:
        raise InputError(say_error(error)) from error


def say_notes(problem: Problem, files: Files) -> list[str]:
    """What a reader must know about how the inputs were understood, and where."""
    notes = []
    if not problem.targets:
        notes.append(
            f"{files.targets.name} has no line below its headings: no target was set."
        )
    for feature, value, people in values_without_target(problem):
        name = f"“{value}”" if value else "an empty cell"
        who = "1 person has" if people == 1 else f"{people} people have"
        line = first_line_with(files.people, feature, value)
        notes.append(
            f"{files.people.name}, line {line}: {who} {name} under {feature}, which "
            f"has no target: taken as 0 to {problem.seats} seats. Add a line to the "
            "targets if that is not meant."
        )
    for row, target in zip(files.targets.rows, problem.targets, strict=True):
        column = problem.pool.column[target.feature]
        if target.and_feature is None and not any(
            person.values[column] == target.value for person in problem.pool.people
        ):
            notes.append(
                f"{files.targets.name}, line {row.line}: nobody has {target.feature} "
                f"“{target.value}”. {suggest_value(problem, target)}"
            )
    return notes


def suggest_value(problem: Problem, target: Target) -> str:
    """What to do about a target on a value that nobody has."""
    column = problem.pool.column[target.feature]
    known = {person.values[column] for person in problem.pool.people}
    for close in find_close(target.value, sorted(known)):
        return f"If you meant “{close}”, write it the same in both files."
    return "Check the spelling if that surprises you."


def first_line_with(people: Table, feature: str, value: str) -> int:
    """The line of the first person with this value."""
    heading = people.need_heading(feature)
    return next(row.line for row in people.rows if row.cells[heading] == value)
