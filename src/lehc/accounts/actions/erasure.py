from __future__ import annotations

import secrets
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from lehc.accounts.farewell import say_farewell
from lehc.accounts.models import Person
from lehc.accounts.personal_data import Table, load_register
from lehc.accounts.tracing import find_rows_about
from lehc.audit.actions import record
from lehc.letters.actions import stop_letters, write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind

ERASED = "Erased at the person's request"


@transaction.atomic
def erase_person(*, person: Person, by: Any) -> dict[str, int]:
    """Erase a person as the register says; return how many rows each table lost.

    Rows that totals rest on stay, blanked; the rest is deleted; all sessions end.
    A last letter tells the person, and is itself gone a day later.

    Raises:
        ValidationError: something must be done first, such as handing on a role.
    """
    say_farewell(person=person, by=by)
    address, called = person.email, str(person)
    stop_letters(recipient=address)
    changed = {
        table.model: erase_rows(table, person)
        for table in sort_for_erasure(load_register().traceable_tables)
        if table.about
    }
    person.refresh_from_db()
    person.is_active = False
    person.erased_at = timezone.now()
    person.set_unusable_password()
    person.save(update_fields=["is_active", "erased_at", "password"])
    record("accounts.erase_person", person, by=by, rows=changed)
    subject, body = draft_letter("accounts/letters/erased.txt", called=called)
    write_letter(kind=LetterKind.SIGN_IN, recipient=address, subject=subject, body=body)
    return changed


def sort_for_erasure(tables: tuple[Table, ...]) -> list[Table]:
    """The person's own row last: until then its address finds the others."""
    return sorted(tables, key=lambda table: table.model == "accounts.Person")


def erase_rows(table: Table, person: Person) -> int:
    """Delete or blank one table's rows about the person; return how many."""
    rows = find_rows_about(table, person)
    keys = list(rows.values_list("pk", flat=True))
    found = table.get_model()._default_manager.filter(pk__in=keys)
    if table.deletes_rows:
        found.delete()
    elif table.blanked:
        for row in found:
            blank_row(row, table.blanked)
    return len(keys)


def blank_row(row: models.Model, names: tuple[str, ...]) -> None:
    """Blank some fields of a row past its `save`, which may forbid changes."""
    blanks = {name: make_blank(row, name) for name in names}
    files = [getattr(row, name) for name in names if is_file(row, name)]
    type(row)._default_manager.filter(pk=row.pk).update(**blanks)
    for file in filter(None, files):
        # After commit: a file can't be brought back by a rollback.
        transaction.on_commit(partial(file.storage.delete, file.name))


def is_file(row: models.Model, name: str) -> bool:
    return isinstance(row._meta.get_field(name), models.FileField)


def make_blank(row: models.Model, name: str) -> Any:
    """The emptiest value that the database lets a field have."""
    field = row._meta.get_field(name)
    if getattr(field, "null", False):
        return None
    if isinstance(field, models.EmailField):
        return f"erased-{row.pk}@erased.invalid"
    if isinstance(field, models.BooleanField):
        return field.get_default()
    if getattr(field, "unique", False):
        return secrets.token_urlsafe(32)[: field.max_length]  # type: ignore[union-attr]
    if isinstance(field, models.JSONField):
        return field.get_default()
    return "" if getattr(field, "blank", False) else ERASED[: field.max_length or None]  # type: ignore[union-attr]
