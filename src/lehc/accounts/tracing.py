"""Finding a person's rows in every table, by the paths of the register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from lehc.accounts.models import Person
from lehc.accounts.personal_data import Table

EMAIL = "email:"
SESSION = "session:"


def find_rows_about(table: Table, person: Person) -> QuerySet[Any]:
    """The rows of a table that are about the person."""
    return find_rows(table, table.about, person)


def find_rows_by(table: Table, person: Person) -> QuerySet[Any]:
    """The rows of a table that the person wrote about somebody else."""
    rows = find_rows(table, table.by, person)
    about = find_rows(table, table.about, person)
    return rows.exclude(pk__in=about.values("pk")) if table.by else rows


def find_rows(table: Table, paths: Iterable[str], person: Person) -> QuerySet[Any]:
    """Rows to which any of the paths leads from the person, each once."""
    rows = table.get_model()._default_manager.all()
    wanted = Q(pk__in=[])
    for path in paths:
        wanted |= make_condition(path, person)
    return rows.filter(wanted).order_by("pk").distinct()


def make_condition(path: str, person: Person) -> Q:
    if path.startswith(EMAIL):
        return Q(**{f"{path.removeprefix(EMAIL)}__iexact": person.email})
    if path.startswith(SESSION):
        return Q(pk__in=find_sessions(path.removeprefix(SESSION), person))
    return Q(**{path: person.pk})


def find_sessions(key: str, person: Person) -> list[str]:
    """The keys of the person's sessions, which only their own contents tell."""
    return [
        session.session_key
        for session in Session.objects.iterator()
        if session.get_decoded().get(key) == str(person.pk)
    ]
