from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Reads, and adds. The database refuses changes too: see migration 0002."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("Audit events can't be changed.")

    def delete(self) -> NoReturn:
        raise TypeError("Audit events can't be removed.")

    def forget(self) -> int:
        """Remove events whose time is up; for `forget_old_events` alone."""
        return self._raw_delete(self.db)


class AuditEvent(models.Model):
    """One change: who, what, when. Rows are added, never changed, removed after years.

    People and things are named by number, not by foreign key, so that a record
    outlives what it speaks of; `facts` holds ids and states, never personal data.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    action = models.CharField(max_length=80, db_index=True)
    object_kind = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["object_kind", "object_id"])]

    def __str__(self) -> str:
        return f"{self.action} {self.object_kind} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An audit event can't be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("An audit event can't be removed.")
