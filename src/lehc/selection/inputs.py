"""A call's pool and targets as the two anonymised files of `lehc select`."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from operator import itemgetter
from random import Random, SystemRandom

from lehc.selection.conditions import TargetLike, conditions_in, list_keys
from lehc.selection.enums import LOTTERIES, Standing
from lehc.selection.models import Run
from lehc.selection.queries.pool import Candidate, Pool

ID_COLUMN, MERIT_COLUMN, TEAM_COLUMN = "id", "merit", "team"
STANDING_COLUMN = "standing"
PAIR_COLUMNS = ("and_feature", "and_value")
SECRET = SystemRandom()
NO_NAMES: Mapping[int, str] = {}
WORDS: Mapping[str, str] = {
    Standing.CERTAIN: "in",
    Standing.ACCEPTED: "in",
    Standing.OUT: "out",
}


def name_anonymously(
    pool: Pool, *, known: Mapping[int, str] = NO_NAMES, chance: Random = SECRET
) -> dict[str, Candidate]:
    """Opaque ids in an order that says nothing about who applied when.

    `known` are ids by application's id, from earlier runs of the call: they stay, so
    that the same people and the same seed give the same answer again. The order must
    not follow from the run's seed: the seed is on the certificate, and whoever has it
    could count back to who applied first.
    """
    order = sorted(pool.candidates, key=lambda row: row.application.pk)
    chance.shuffle(order)
    new = [row for row in order if row.application.pk not in known]
    last = max((int(name[1:]) for name in known.values()), default=0)
    width = len(str(last + len(new)))
    names = dict(known) | {
        row.application.pk: f"P{number:0{width}}"
        for number, row in enumerate(new, start=last + 1)
    }
    return dict(
        sorted(((names[row.application.pk], row) for row in order), key=itemgetter(0))
    )


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
        rows.writerow([name, *values, write_merit(candidate.merit), team])
    return out.getvalue()


def write_merit(merit: float) -> str:
    return f"{merit:.4f}"


def with_standings(people_csv: str, standings: Mapping[str, str]) -> str:
    """The people file with who is certainly in or out; as it was when nobody is."""
    rows = read_rows(people_csv)
    words = {name: WORDS.get(standing, "") for name, standing in standings.items()}
    for row in rows:
        row[STANDING_COLUMN] = words.get(row[ID_COLUMN], "")
    if not any(words.values()):
        return leave_out_columns(people_csv, {STANDING_COLUMN})
    return write_rows(rows)


def leave_out_columns(people_csv: str, columns: Collection[str]) -> str:
    """The people file without these columns."""
    rows = read_rows(people_csv)
    return write_rows(
        {name: cell for name, cell in row.items() if name not in columns}
        for row in rows
    )


def share_people(run: Run) -> str:
    """The people file as others get it. A lottery looked at no merit: it has none."""
    if run.method in LOTTERIES:
        return leave_out_columns(run.people_csv, {MERIT_COLUMN})
    return run.people_csv


def read_rows(text: str) -> list[dict[str, str]]:
    """The rows of one of our own files, by heading."""
    return list(csv.DictReader(io.StringIO(text)))


def write_rows(rows: Iterable[Mapping[str, str]]) -> str:
    """At least one row, each with the same columns."""
    rows = list(rows)
    out = io.StringIO()
    table = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


def list_features(targets_csv: str) -> list[str]:
    """The features that a targets file names, each once, in order."""
    return list_keys(map(conditions_in, read_rows(targets_csv)))


def number_teams(candidates: Iterable[Candidate]) -> dict[int, str]:
    """Opaque names for place teams, in the order in which their members come."""
    names: dict[int, str] = {}
    for candidate in candidates:
        team = candidate.application.team_id
        if team is not None:
            names.setdefault(team, f"T{len(names) + 1}")
    return names


def write_targets(targets: Iterable[TargetLike]) -> str:
    """The targets file: feature, value, min, max; of pairs, and_feature, and_value."""
    targets = list(targets)
    has_pairs = any(target.and_question_key for target in targets)
    columns = PAIR_COLUMNS if has_pairs else ()
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["feature", "value", "min", "max", *columns])
    for target in targets:
        pair = (target.and_question_key, target.and_value) if has_pairs else ()
        rows.writerow(
            [target.question_key, target.value, target.minimum, target.maximum, *pair]
        )
    return out.getvalue()
