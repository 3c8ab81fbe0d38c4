"""A call's pool and targets as the two anonymised files of `lehc select`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from random import Random

from lehc.selection.models import Target
from lehc.selection.queries.pool import Candidate, Pool

ID_COLUMN, MERIT_COLUMN, TEAM_COLUMN = "id", "merit", "team"


def name_anonymously(pool: Pool, *, seed: int) -> dict[str, Candidate]:
    """Opaque ids in an order that says nothing about who applied when."""
    order = sorted(pool.candidates, key=lambda row: row.application.pk)
    Random(seed).shuffle(order)
    width = len(str(len(order)))
    return {f"P{index:0{width}}": row for index, row in enumerate(order, start=1)}


def write_people(people: dict[str, Candidate], keys: Iterable[str]) -> str:
    """The people file: an id, the values that have targets, merit and team."""
    columns = list(keys)
    teams = number_teams(people.values())
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([ID_COLUMN, *columns, MERIT_COLUMN, TEAM_COLUMN])
    for name, candidate in people.items():
        values = [candidate.values[key] for key in columns]
        team = teams.get(candidate.application.team_id or 0, "")
        rows.writerow([name, *values, f"{candidate.merit:.4f}", team])
    return out.getvalue()


def number_teams(candidates: Iterable[Candidate]) -> dict[int, str]:
    """Opaque names for place teams, in the order in which their members come."""
    names: dict[int, str] = {}
    for candidate in candidates:
        team = candidate.application.team_id
        if team is not None:
            names.setdefault(team, f"T{len(names) + 1}")
    return names


def write_targets(targets: Iterable[Target]) -> str:
    """The targets file: feature, value, min, max."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["feature", "value", "min", "max"])
    for target in targets:
        rows.writerow(
            [target.question_key, target.value, target.minimum, target.maximum]
        )
    return out.getvalue()
