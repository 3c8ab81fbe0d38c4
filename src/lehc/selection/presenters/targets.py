"""The table in which targets are set, feature by feature."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lehc.selection.forms.pairs import Choice
from lehc.selection.forms.targets import TargetRow, TargetsForm
from lehc.selection.models import Statement


def show_features(
    form: TargetsForm, statements: Iterable[Statement], seats: int
) -> list[dict[str, Any]]:
    """Each feature with its rows, what its targets come to, and what it looks like."""
    standing = {one.question_key: one for one in statements}
    rows: dict[str, list[TargetRow]] = {}
    for row in form.rows:
        rows.setdefault(row.feature.key, []).append(row)
    return [
        {
            "key": key,
            "label": group[0].feature.label,
            "rows": group,
            "sum": say_sum(group, seats),
            "traits": group[0].feature.name_traits(),
            "statement": standing.get(key),
            "is_refused": group[0].is_refused,
        }
        for key, group in rows.items()
    ]


def show_pairs(form: TargetsForm) -> dict[str, Any]:
    """The lines for two answers together, and what can be chosen in them."""
    groups: dict[str, list[Choice]] = {}
    for choice in form.pairs.choices.values():
        groups.setdefault(choice.feature.label, []).append(choice)
    rows = form.pairs.rows
    return {
        "rows": rows,
        "groups": [
            {"label": label, "choices": choices} for label, choices in groups.items()
        ],
        "is_used": any(not row.is_empty for row in rows),
        "ids": ",".join(f"#{row.field}-people" for row in rows),
    }


def say_sum(rows: list[TargetRow], seats: int) -> str:
    """What a feature's targets add up to; nothing where there are none."""
    if any(row.error for row in rows) or not any(row.maximum for row in rows):
        return ""
    least = sum(int(row.minimum or 0) for row in rows if row.maximum)
    most = sum(min(int(row.maximum), seats) if row.maximum else seats for row in rows)
    return f"Together at least {least} and at most {min(most, seats)} of {seats} seats."
