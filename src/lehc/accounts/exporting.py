"""What is kept about a person, from every table, for the person."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from lehc.accounts.models import Person
from lehc.accounts.personal_data import Table, load_register
from lehc.accounts.tracing import find_rows_about, find_rows_by

PLAIN = (bool, int, float, str, list, dict, datetime.date)


@dataclass(frozen=True)
class Section:
    """The rows of one table: each a dictionary of field label to plain value."""

    model: str
    title: str
    purpose: str
    basis: str
    retention: str
    rows: tuple[dict[str, Any], ...]


def collect_personal_data(person: Person) -> list[Section]:
    """Everything kept about a person, table by table; empty tables are left out.

    Two queries a table at most, whatever the number of rows.
    """
    register = load_register()
    found = []
    for table in register.traceable_tables:
        rows = []
        if table.about:
            about = find_rows_about(table, person)
            rows += describe_rows(table, about, as_author=False)
        if table.by:
            written = find_rows_by(table, person)
            rows += describe_rows(table, written, as_author=True)
        if rows:
            found.append(make_section(table, rows, register.bases))
    return found


def make_section(
    table: Table, rows: list[dict[str, Any]], bases: dict[str, str]
) -> Section:
    return Section(
        model=table.model,
        title=table.title,
        purpose=table.purpose,
        basis=bases[table.basis],
        retention=table.retention,
        rows=tuple(rows),
    )


def describe_rows(table: Table, rows: Any, *, as_author: bool) -> list[dict[str, Any]]:
    names = [
        item.name
        for item in table.fields
        if (item.is_author_exported if as_author else item.is_exported)
    ]
    if not names:
        return []
    links = [name for name in names if is_link(table, name)]
    found = rows.select_related(*links) if links else rows
    return [
        {label_of(row, name): describe_value(row, name) for name in names}
        for row in found
    ]


def is_link(table: Table, name: str) -> bool:
    return bool(table.get_model()._meta.get_field(name).is_relation)


def label_of(row: models.Model, name: str) -> str:
    label = str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def describe_value(row: models.Model, name: str) -> Any:
    """A plain value: choices and things by their words, dates as dates."""
    display = getattr(row, f"get_{name}_display", None)
    value = display() if display is not None else getattr(row, name)
    return value if value is None or isinstance(value, PLAIN) else str(value)


def make_download(person: Person, sections: list[Section]) -> dict[str, Any]:
    """The same, as what a machine reads."""
    return {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "person": person.pk,
        "sections": [
            {
                "table": section.model,
                "title": section.title,
                "purpose": section.purpose,
                "lawful_basis": section.basis,
                "retention": section.retention,
                "rows": list(section.rows),
            }
            for section in sections
        ],
    }
