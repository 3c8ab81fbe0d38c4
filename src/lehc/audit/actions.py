from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction

from lehc.audit.models import AuditEvent


def record(action: str, thing: models.Model, *, by: Any, **facts: Any) -> AuditEvent:
    """Write one audit event. Call it inside the transaction that makes the change.

    `by` is the person who acts, or None for the system. `facts` are ids, states and
    counts: never names, answers or addresses.

    Raises:
        TransactionManagementError: outside a transaction, since the change and its
            record must stand or fall together.
    """
    return add_event(action, thing, str(thing.pk), by, facts)


def record_many(
    action: str, model: type[models.Model], *, by: Any, rows: int, **facts: Any
) -> AuditEvent:
    """Write one audit event for a change of many rows of a table, as `record` does."""
    return add_event(action, model, "", by, {"rows": rows, **facts})


def add_event(
    action: str, thing: Any, object_id: str, by: Any, facts: dict[str, Any]
) -> AuditEvent:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "Record the change inside the transaction that makes it."
        )
    return AuditEvent.objects.create(
        actor_id=getattr(by, "pk", None),
        action=action,
        object_kind=thing._meta.label,
        object_id=object_id,
        facts=facts,
    )


def forget_old_events(*, before: datetime) -> int:
    """Remove events from before a moment; return how many.

    On PostgreSQL the database itself refuses events younger than six years.
    """
    return AuditEvent.objects.filter(at__lt=before).forget()
