from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.http import QueryDict

from lehc.selection.actions.settings import Wish
from lehc.selection.conditions import Condition, conditions_of, split
from lehc.selection.forms.numbers import find_number_fault
from lehc.selection.forms.pairs import Choice, PairRow, Pairs
from lehc.selection.models import Target
from lehc.selection.queries.features import Feature
from lehc.selection.queries.pool import Pool

NOW = "targets-now"  # the id of what the page then shows
STALE = (
    "Somebody saved other targets while this page was open. See what they are below. "
    "Yours are still here: save again to put them in their place"
)


@dataclass
class TargetRow:
    """One value of a feature with what was typed for it and what is wrong with it."""

    feature: Feature
    value: str
    people: int
    minimum: str = ""
    maximum: str = ""
    error: str = ""
    is_refused: bool = False

    @property
    def label(self) -> str:
        return self.feature.name(self.value)

    @property
    def field(self) -> str:
        return f"{self.feature.key}--{self.value}"


class TargetsForm:
    """A table of least and most seats, one row a value; an empty row has no target.

    Below it come lines for two answers together. A feature that looks like a protected
    characteristic takes no target unless its key is among `allowed`: those with a
    statement that stands.
    """

    def __init__(
        self,
        *,
        pool: Pool,
        targets: Iterable[Target],
        allowed: Collection[str] = (),
        data: QueryDict | None = None,
    ) -> None:
        targets = list(targets)
        self.allowed = set(allowed)
        self.seen = fingerprint(targets)
        self.is_stale = data is not None and data.get("seen") != self.seen
        self.says_stale = False
        wanted = {conditions_of(target): target for target in targets}
        self.rows = [
            row
            for feature in pool.features
            for row in list_rows(feature, pool, wanted, data)
        ]
        for row in self.rows:
            row.is_refused = bool(row.feature.traits) and (
                row.feature.key not in self.allowed
            )
        self.pairs = Pairs(
            choices=[Choice(r.feature, r.value, r.is_refused) for r in self.rows],
            pool=pool,
            targets=targets,
            data=data,
        )

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong: (id of the field, words), for the summary."""
        faults = [(f"min-{row.field}", row.error) for row in self.rows if row.error]
        faults += [
            (f"{row.field}-first", row.error) for row in self.pairs.rows if row.error
        ]
        return faults + ([(NOW, STALE)] if self.says_stale else [])

    def may_save(self) -> bool:
        """Whether the page was drawn from the targets as they are; if not, say so."""
        self.says_stale = self.is_stale
        return not self.is_stale

    def is_valid(self) -> bool:
        for row in self.rows:
            row.error = find_fault(row)
        self.pairs.mark_faults()
        return not self.errors

    def list_wishes(self) -> list[Wish]:
        """The targets; call it after `is_valid`. An empty least counts as 0."""
        single = [
            Wish(row.feature.key, row.value, int(row.minimum or 0), int(row.maximum))
            for row in self.rows
            if row.maximum and not row.is_refused
        ]
        return single + self.pairs.list_wishes()

    def apply(self, changes: Iterable[dict[str, Any]]) -> None:
        """Take over a change of targets that was offered."""
        rows: dict[tuple[Condition, ...], TargetRow | PairRow] = {
            ((row.feature.key, row.value),): row for row in self.rows
        }
        rows |= self.pairs.by_conditions()
        for change in changes:
            row = rows.get(split(change["feature"], change["value"]))
            if row is not None:
                row.minimum, row.maximum = (
                    str(change["new_min"]),
                    str(change["new_max"]),
                )


def fingerprint(targets: Iterable[Target]) -> str:
    """What tells whether a page was drawn from these targets."""
    facts = sorted((conditions_of(t), t.minimum, t.maximum) for t in targets)
    return sha256(repr(facts).encode()).hexdigest()


def list_rows(
    feature: Feature,
    pool: Pool,
    wanted: Mapping[tuple[Condition, ...], Target],
    data: QueryDict | None,
) -> list[TargetRow]:
    counts = pool.count(feature)
    values = dict.fromkeys(feature.labels)
    values |= dict.fromkeys(counts)
    named = [condition for conditions in wanted for condition in conditions]
    values |= dict.fromkeys(value for key, value in named if key == feature.key)
    rows = []
    for value in values:
        row = TargetRow(feature, value, counts[value])
        target = wanted.get(((feature.key, value),))
        if data is not None:
            row.minimum = data.get(f"min-{row.field}", "").strip()
            row.maximum = data.get(f"max-{row.field}", "").strip()
        elif target is not None:
            row.minimum, row.maximum = str(target.minimum), str(target.maximum)
        rows.append(row)
    return rows


def find_fault(row: TargetRow) -> str:
    """What is wrong with a row, as an instruction; nothing when it is right."""
    name = f"{row.feature.label}, {row.label}"
    if row.is_refused and (row.minimum or row.maximum):
        return f"{name}: a programme lead must write a statement first"
    return find_number_fault(name, row.minimum, row.maximum)
