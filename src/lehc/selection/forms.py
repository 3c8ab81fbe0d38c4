from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import CharField, DecimalField, Textarea
from django.http import QueryDict

from lehc.design import forms
from lehc.selection.actions.settings import Wish
from lehc.selection.models import Target
from lehc.selection.queries.features import Feature
from lehc.selection.queries.pool import Pool

LARGEST_SEED = 2**31 - 1
MOST_SEATS = 1000


class RunForm(forms.Form):
    """How many seats; the seed is drawn for you unless you publish one beforehand."""

    seats = forms.WholeNumberField(
        label="Seats", min_value=1, max_value=MOST_SEATS, width=4
    )
    seed = forms.WholeNumberField(
        label="Seed",
        required=False,
        min_value=0,
        max_value=LARGEST_SEED,
        width=10,
        help_text="Leave it empty and we draw one, or give a number drawn in public",
    )


class ThresholdForm(forms.Form):
    merit = DecimalField(
        label="Lowest merit that may be chosen",
        help_text="A number from 0 to 4, such as 2.5",
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(4)],
        error_messages={"required": "Enter a number from 0 to 4"},
    )
    reason = CharField(
        label="Why",
        help_text="It is kept with the decision",
        widget=Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the panel set this threshold"},
    )


class ReasonForm(forms.Form):
    reason = CharField(
        label="Why this cohort",
        help_text="It is kept with the certificate and shown on it",
        widget=Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why the panel chose this cohort"},
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

    @property
    def label(self) -> str:
        return self.feature.name(self.value)

    @property
    def field(self) -> str:
        return f"{self.feature.key}--{self.value}"


class TargetsForm:
    """A table of least and most seats, one row a value; an empty row has no target."""

    def __init__(
        self, *, pool: Pool, targets: Iterable[Target], data: QueryDict | None = None
    ) -> None:
        wanted = {(t.question_key, t.value): t for t in targets}
        self.rows = [
            row
            for feature in pool.features
            for row in list_rows(feature, pool, wanted, data)
        ]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong: (id of the field, words), for the summary."""
        return [(f"min-{row.field}", row.error) for row in self.rows if row.error]

    def is_valid(self) -> bool:
        for row in self.rows:
            row.error = find_fault(row)
        return not self.errors

    def list_wishes(self) -> list[Wish]:
        """The targets; call it after `is_valid`. An empty least counts as 0."""
        return [
            Wish(row.feature.key, row.value, int(row.minimum or 0), int(row.maximum))
            for row in self.rows
            if row.maximum
        ]


def list_rows(
    feature: Feature,
    pool: Pool,
    wanted: dict[tuple[str, str], Target],
    data: QueryDict | None,
) -> list[TargetRow]:
    counts = pool.count(feature)
    values = dict.fromkeys(feature.labels)
    values |= dict.fromkeys(counts)
    values |= dict.fromkeys(value for key, value in wanted if key == feature.key)
    rows = []
    for value in values:
        row = TargetRow(feature, value, counts[value])
        target = wanted.get((feature.key, value))
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
    for typed in (row.minimum, row.maximum):
        if typed and not (typed.isdecimal() and len(typed) <= 4):
            return f"{name}: write whole numbers such as 0 or 3"
    if row.minimum and not row.maximum:
        return f"{name}: enter the most seats too"
    if row.maximum and int(row.minimum or 0) > int(row.maximum):
        return f"{name}: the least is above the most. Lower one or raise the other"
    return ""
