from __future__ import annotations

from django.conf import settings
from django.db import models

from lehc.places.enums import NoteKind
from lehc.places.models.areas import Area


class ContextNoteQuerySet(models.QuerySet["ContextNote"]):
    def current(self) -> ContextNoteQuerySet:
        return self.filter(ended_at__isnull=True)


class ContextNote(models.Model):
    """What an editor knows of an area and its figures do not say."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=20, choices=NoteKind)
    text = models.CharField(max_length=500)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ContextNoteQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="context_note_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"Note {self.pk} on {self.area_id}"
