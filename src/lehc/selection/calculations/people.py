"""People and targets from tables: every fault is a sentence with its line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from lehc.methods.selection import Person, Pool, Target
from lehc.selection.calculations.tables import InputError, Row, Table, suggest

# Headings other tools use for the same column come after our own.
ID_HEADINGS = (
    "id",
    "nationbuilder_id",
    "person_id",
    "respondent_id",
    "unique_id",
    "external_id",
)
FEATURE_HEADINGS = ("feature", "category")
VALUE_HEADINGS = ("value", "name")
MINIMUM_HEADINGS = ("min", "minimum")
MAXIMUM_HEADINGS = ("max", "maximum")
WEIGHT_HEADING, MUST_STAY = "weight", "fixed"
SMALLEST_WEIGHT = 0.001
MOST_SEATS = 10**9  # beyond what anybody means, and sums stay exact
STANDING_HEADING, IN, OUT = "standing", "in", "out"


def read_targets(table: Table) -> tuple[Target, ...]:
    """Targets from columns feature, value, min and max (or category and name).

    The optional columns and_feature and and_value make it a target for people who
    have both values; the optional column weight says how much a change of it counts.
    Other columns (min_flex, max_flex) are not used.
    """
    targets: list[Target] = []
    lines: dict[object, int] = {}
    for row in table.rows:
        target = read_target(table, row)
        if target.key in lines:
            raise InputError(
                f"{table.name}, line {row.line}: {name_target(target)} already has "
                f"targets on line {lines[target.key]}. Keep one of the two lines."
            )
        lines[target.key] = row.line
        targets.append(target)
    return tuple(targets)


def read_target(table: Table, row: Row) -> Target:
    """One target; raises InputError."""
    feature = row.cells[table.need_heading(*FEATURE_HEADINGS)]
    value = row.cells[table.need_heading(*VALUE_HEADINGS)]
    if not feature or not value:
        raise InputError(
            f"{table.name}, line {row.line}: the feature or its value is empty. Write "
            "both, for example “region” and “London”."
        )
    minimum = read_seats(table, row, table.need_heading(*MINIMUM_HEADINGS))
    maximum = read_seats(table, row, table.need_heading(*MAXIMUM_HEADINGS))
    weight = read_weight(table, row)
    target = Target(feature, value, minimum, maximum, *read_pair(table, row), weight)
    if minimum > maximum:
        raise InputError(
            f"{table.name}, line {row.line}: for {name_target(target)} the minimum "
            f"{minimum} is above the maximum {maximum}. Lower the minimum or raise the "
            "maximum."
        )
    return target


def read_pair(table: Table, row: Row) -> tuple[str | None, str | None]:
    """The second condition of a target for a pair, if the row has one."""
    cells = [
        row.cells.get(table.find_heading(word) or "", "")
        for word in ("and_feature", "and_value")
    ]
    if cells[0] and cells[1]:
        return (cells[0], cells[1])
    if any(cells):
        raise InputError(
            f"{table.name}, line {row.line}: a target for a pair needs and_feature and "
            "and_value. Fill in the empty one, or leave both empty."
        )
    return (None, None)


def read_weight(table: Table, row: Row) -> float:
    """How much one seat's change of a target counts: 1 unless the row says otherwise.

    “fixed” makes it infinite: this target must not change.
    """
    cell = row.cells.get(table.find_heading(WEIGHT_HEADING) or "", "")
    if not cell:
        return 1.0
    if cell.casefold() == MUST_STAY:
        return math.inf
    number = read_number(cell)
    if number is None or not SMALLEST_WEIGHT <= number <= 1 / SMALLEST_WEIGHT:
        raise InputError(
            f"{table.name}, line {row.line}: “{cell}” under “{WEIGHT_HEADING}” is not "
            "how much a change counts. Write a number from 0.001 to 1000, or "
            f"“{MUST_STAY}” for a target that must not change."
        )
    return number


def read_seats(table: Table, row: Row, heading: str) -> int:
    """A whole number of seats, 0 or more."""
    cell = row.cells[heading]
    number = read_number(cell)
    if number is None or not 0 <= number <= MOST_SEATS or number != int(number):
        raise InputError(
            f"{table.name}, line {row.line}: “{cell}” under “{heading}” is not a "
            "number of seats. Write a whole number such as 0 or 3."
        )
    return int(number)


def read_number(cell: str) -> float | None:
    """A finite number, with a decimal point or comma; None for anything else."""
    try:
        number = float(cell.replace(",", ".") if cell.count(",") == 1 else cell)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in cell else None


def name_target(target: Target) -> str:
    """What a target is about, in words."""
    return " and ".join(f"{feature} “{value}”" for feature, value in target.conditions)


def read_pool(
    people: Table,
    features: Iterable[str],
    *,
    score: str | None = None,
    team: str | None = None,
) -> Pool:
    """The pool in a table, with the columns of these features and no other."""
    features = tuple(features)
    identifier = people.need_heading(*ID_HEADINGS)
    columns = [people.need_heading(feature) for feature in features]
    score = people.need_heading(score) if score else None
    team = people.need_heading(team) if team else None
    check_ids(people, identifier)
    persons = tuple(
        Person(
            id=row.cells[identifier],
            values=tuple(row.cells[column] for column in columns),
            score=read_score(people, row, score) if score else None,
            team=(row.cells[team] or None) if team else None,
        )
        for row in people.rows
    )
    return Pool(features, persons)


def read_standings(people: Table, standing: str) -> tuple[list[str], list[str]]:
    """The ids of those certainly in and those out; an empty cell is neither."""
    identifier = people.need_heading(*ID_HEADINGS)
    heading = people.need_heading(standing)
    found: dict[str, list[str]] = {IN: [], OUT: [], "": []}
    for row in people.rows:
        cell = row.cells[heading].casefold()
        if cell not in found:
            raise InputError(
                f"{people.name}, line {row.line}: “{row.cells[heading]}” under "
                f"“{heading}” says neither in nor out. Write “in”, “out” or nothing."
            )
        found[cell].append(row.cells[identifier])
    return found[IN], found[OUT]


def check_ids(people: Table, heading: str) -> None:
    """Raise InputError unless everybody has an id of their own."""
    lines: dict[str, int] = {}
    for row in people.rows:
        identifier = row.cells[heading]
        if not identifier:
            raise InputError(
                f"{people.name}, line {row.line}: the column “{heading}” is empty. "
                "Give each person an id."
            )
        if identifier in lines:
            raise InputError(
                f"{people.name}, line {row.line}: the id “{identifier}” is already on "
                f"line {lines[identifier]}. Give each person an id of their own."
            )
        lines[identifier] = row.line


def read_score(people: Table, row: Row, heading: str) -> float | None:
    """A score; None when the cell is empty."""
    cell = row.cells[heading]
    number = read_number(cell)
    if cell and number is None:
        raise InputError(
            f"{people.name}, line {row.line}: “{cell}” under “{heading}” is not a "
            "number. Write a number such as 12.5, or leave the cell empty."
        )
    return number


def check_features(people: Table, targets: Table, read: tuple[Target, ...]) -> None:
    """Raise InputError, with the target's line, for a feature people do not have."""
    for row, target in zip(targets.rows, read, strict=True):
        for feature, _ in target.conditions:
            if people.find_heading(feature) is None:
                raise InputError(
                    f"{targets.name}, line {row.line}: {people.name} has no column "
                    f"“{feature}”. {suggest(feature, people.headings)}"
                )


def features_of(targets: tuple[Target, ...]) -> tuple[str, ...]:
    """The features that targets are about, each once, in their order."""
    return tuple(dict.fromkeys(all_features(targets)))


def all_features(targets: tuple[Target, ...]) -> Iterator[str]:
    """The feature of every condition of every target."""
    for target in targets:
        for feature, _ in target.conditions:
            yield feature
