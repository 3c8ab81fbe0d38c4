from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models

from lehc.letters.enums import UNSENT_STATES, LetterKind, LetterState


class LetterQuerySet(models.QuerySet["Letter"]):
    def held(self) -> LetterQuerySet:
        return self.filter(state=LetterState.HELD)

    def unsent(self) -> LetterQuerySet:
        return self.filter(state__in=UNSENT_STATES)

    def finished(self) -> LetterQuerySet:
        return self.exclude(state__in=UNSENT_STATES)

    def free_to_send(self, claimed_before: datetime) -> LetterQuerySet:
        """Queued, and not in the hands of somebody who claimed it since then."""
        return self.queued().filter(
            models.Q(claimed_at__isnull=True) | models.Q(claimed_at__lt=claimed_before)
        )

    def queued(self) -> LetterQuerySet:
        return self.filter(state=LetterState.QUEUED)


class Letter(models.Model):
    """A letter by e-mail. It is sent once: the row remembers, not the mail server."""

    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=LetterKind)
    state = models.CharField(
        max_length=10, choices=LetterState, default=LetterState.QUEUED
    )
    recipient = models.EmailField()
    reply_to = models.EmailField(
        blank=True, help_text="where an answer goes, if not to the sender"
    )
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(
        null=True, blank=True, help_text="since when somebody is sending it"
    )
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~models.Q(state=LetterState.SENT) & models.Q(sent_at__isnull=True)),
                name="letter_sent_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
