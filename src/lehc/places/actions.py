"""Changes of what is said of places."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.places.models import Area, ContextNote


@transaction.atomic
def write_note(*, area: Area, kind: str, text: str, by: Any) -> ContextNote:
    """Add what an editor knows of an area."""
    note = ContextNote.objects.create(area=area, kind=kind, text=text, written_by=by)
    record("places.write_note", note, by=by, area=area.code, kind=kind)
    return note


@transaction.atomic
def end_note(*, note: ContextNote, by: Any) -> None:
    """Take a note off the pages; it stays on record."""
    if note.ended_at is None:
        note.ended_at = timezone.now()
        note.save(update_fields=["ended_at"])
        record("places.end_note", note, by=by)
