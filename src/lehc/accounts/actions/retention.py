"""What has been kept as long as the register says goes: blanked, or deleted.

Rows go as at an erasure, so that totals stand; see accounts/personal_data.toml.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from lehc.accounts.actions.erasure import ERASED, blank_row
from lehc.accounts.personal_data import Keeping, Table, load_register
from lehc.audit.actions import forget_old_events, record_many

Remover = Callable[[QuerySet[Any]], int]
_removers: dict[str, Remover] = {}

AUDIT_YEARS = 6  # as the register says of audit.AuditEvent


def register_remover(model: str) -> Callable[[Remover], Remover]:
    """Register how rows of a table go where that takes more than deleting them.

    The function gets the rows that are due and returns how many went.
    """

    def keep(function: Remover) -> Remover:
        _removers[model] = function
        return function

    return keep


def forget_what_is_due(*, today: date | None = None) -> dict[str, int]:
    """Apply every rule of the register once; return how many rows of which table.

    Each table is done in a transaction of its own: work that was cut short goes on at
    the next housekeeping.
    """
    today, register = today or timezone.localdate(), load_register()
    gone: dict[str, int] = {}
    for table in register.tables:
        for name, path in table.keep.items():
            count = forget_rows(table, register.keepings[name], path, today)
            if count:
                gone[table.model] = gone.get(table.model, 0) + count
    forget_old_events(before=start_of_day(years_before(today, AUDIT_YEARS)))
    return gone


@transaction.atomic
def forget_rows(table: Table, keeping: Keeping, path: str, today: date) -> int:
    """Blank or delete the rows of one table whose time is up by one rule."""
    rows = find_due(table, keeping, path, today)
    if keeping.deletes or table.deletes_rows:
        count = _removers.get(table.model, delete_rows)(rows)
    else:
        found = list(rows.filter(is_filled(table)))
        for row in found:
            blank_row(row, table.blanked)
        count = len(found)
    if count:
        record_many(
            "accounts.forget", table.get_model(), by=None, rule=keeping.name, rows=count
        )
    return count


def delete_rows(rows: QuerySet[Any]) -> int:
    count, _ = rows.delete()
    return count


def find_due(table: Table, keeping: Keeping, path: str, today: date) -> QuerySet[Any]:
    """The rows of a table that a rule says have been kept long enough."""
    prefix = f"{path}__" if path else ""
    limit = years_before(today, keeping.years)
    rows = table.get_model()._default_manager.all()
    for name in filter(None, [keeping.since, keeping.and_since]):
        since = f"{prefix}{name}"
        rows = rows.filter(
            **{f"{since}__lt": as_kind_of(table.get_model(), since, limit)}
        )
    for name, value in keeping.but_not.items():
        rows = rows.exclude(**{f"{prefix}{name}": value})
    return rows.order_by("pk")


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def start_of_day(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def as_kind_of(model: type[models.Model], path: str, day: date) -> date | datetime:
    """The day, or its first moment where the path leads to a date with a time."""
    for name in path.split("__"):
        field = model._meta.get_field(name)
        if field.is_relation:
            model = field.related_model  # type: ignore[assignment]
    return start_of_day(day) if isinstance(field, models.DateTimeField) else day


def is_filled(table: Table) -> Q:
    """The condition that something is left to blank, so that nothing is done twice."""
    filled = Q(pk__in=[])
    for name in table.blanked:
        filled |= is_field_filled(table.get_model()._meta.get_field(name))
    return filled


def is_field_filled(field: Any) -> Q:
    """Whether one field holds more than `erasure.make_blank` would leave in it."""
    name = field.name
    if field.null:
        return Q(**{f"{name}__isnull": False})
    if field.unique:
        return Q(pk__in=[])  # blanked to something random: it can't tell
    if isinstance(field, models.EmailField):
        return ~Q(**{f"{name}__endswith": "@erased.invalid"})
    if isinstance(field, models.BooleanField | models.JSONField):
        return ~Q(**{name: field.get_default()})
    return ~Q(**{name: "" if field.blank else ERASED[: field.max_length or None]})
