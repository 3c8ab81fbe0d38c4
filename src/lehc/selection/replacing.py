"""What a replacement looks at: the fixed cohort's people, and who waits since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from lehc.assessment.queries import merits
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application
from lehc.selection.conditions import conditions_in, join
from lehc.selection.enums import Standing
from lehc.selection.inputs import ID_COLUMN, MERIT_COLUMN, read_rows, write_rows
from lehc.selection.models import Run
from lehc.selection.queries.features import list_features, read_values
from lehc.selection.queries.pool import Candidate

STANDINGS: Mapping[str, Standing] = {
    ApplicationState.OFFERED: Standing.ACCEPTED,
    ApplicationState.ACCEPTED: Standing.ACCEPTED,
    ApplicationState.WAITING: Standing.FREE,
}


def find_standing(application: Application) -> Standing:
    """Where somebody stands now: holds a place, waits for one, or neither."""
    return STANDINGS.get(application.state, Standing.OUT)


def list_newcomers(base: Run, known: Collection[int]) -> list[Application]:
    """Who came onto the waiting list after the cohort was fixed, in its order."""
    found = (
        Application.objects.filter(call=base.call_id, state__in=STANDINGS)
        .exclude(pk__in=known)
        .select_related("organisation", "team")
    )
    return list(found.order_by("pk"))


def gather_people(base: Run) -> dict[str, Candidate]:
    """Everybody by id: those of the base as noted there, newcomers as they are now."""
    people = list(
        base.people.select_related(
            "application__organisation", "application__team"
        ).order_by("anonymous_id")
    )
    newcomers = list_newcomers(base, [person.application_id for person in people])
    found = dict(
        zip(
            [*(p.anonymous_id for p in people), *name_more(base, len(newcomers))],
            describe_all(base, [*(p.application for p in people), *newcomers]),
            strict=True,
        )
    )
    for row in read_rows(base.people_csv):
        if row[ID_COLUMN] in found:
            found[row[ID_COLUMN]] = as_noted(found[row[ID_COLUMN]], row)
    return found


def name_more(base: Run, count: int) -> list[str]:
    """Ids that follow those of the base."""
    ids = [row[ID_COLUMN] for row in read_rows(base.people_csv)]
    width = len(ids[0]) - 1
    return [f"P{len(ids) + number:0{width}}" for number in range(1, count + 1)]


def describe_all(base: Run, applications: list[Application]) -> list[Candidate]:
    """Each with the values and the merit of now; no merit counts as none."""
    values = read_values(applications, list_features(base.call))
    found = merits(base.call)
    return [
        Candidate(
            application=row,
            merit=float(found[row.pk].median) if row.pk in found else 0.0,
            values=values[row.pk],
        )
        for row in applications
    ]


def as_noted(candidate: Candidate, row: Mapping[str, str]) -> Candidate:
    """What the base says of somebody goes before what is so now."""
    return replace(
        candidate,
        merit=float(row[MERIT_COLUMN]),
        values=candidate.values | dict(row),
    )


def amend_targets(targets_csv: str, changes: Iterable[Mapping[str, Any]]) -> str:
    """The targets file with one of the offered changes."""
    new = {
        (row["feature"], row["value"]): (row["new_min"], row["new_max"])
        for row in changes
    }
    rows = read_rows(targets_csv)
    for row in rows:
        amended = new.get(join(conditions_in(row)))
        if amended:
            row["min"], row["max"] = map(str, amended)
    return write_rows(rows)
