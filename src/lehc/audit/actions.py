from __future__ import annotations

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
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "Record the change inside the transaction that makes it."
        )
    return AuditEvent.objects.create(
        actor_id=getattr(by, "pk", None),
        action=action,
        object_kind=thing._meta.label,
        object_id=str(thing.pk),
        facts=facts,
    )
