"""Words that name somebody are taken down; what people said of them stays counted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.conversations.actions.statements import hold
from lehc.conversations.languages import ENGLISH
from lehc.conversations.models import Statement
from lehc.conversations.rules import may_be_taken_down


@transaction.atomic
def take_down_words(*, statement: Statement, because: str, by: Any) -> None:
    """Put the reason in place of a statement's words, wherever they stand.

    Whoever is named has a right to that, so the words are kept nowhere: not in earlier
    versions, nor in translations. Its votes count as before. Of a statement whose words
    were changed since, this leaves the later ones.
    """
    statement = hold(statement)
    if not may_be_taken_down(statement):
        raise ValidationError("The words of this statement can’t be taken down now.")
    taken_down_at = timezone.now()
    version: Statement | None = statement
    while version is not None:
        version.text = f"Taken down: {because}"
        version.language = ENGLISH
        version.taken_down_at = taken_down_at
        version.save(update_fields=["text", "language", "taken_down_at"])
        version.translations.all().delete()
        version = version.replaces
    record("conversations.take_down_words", statement, by=by)
