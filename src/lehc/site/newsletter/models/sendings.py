from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from lehc.site.newsletter.enums import UNFINISHED_STATES, BounceKind, CopyState


class SendingQuerySet(models.QuerySet["Sending"]):
    def unfinished(self) -> SendingQuerySet:
        return self.filter(finished_at__isnull=True)


class Sending(models.Model):
    """An issue on its way to everybody: its words as they stood when it was sent.

    An issue is sent once. What is changed on its page afterwards changes no copy.
    """

    issue = models.OneToOneField(
        "newsletter.Issue",
        null=True,
        on_delete=models.SET_NULL,
        related_name="sending",
    )
    subject = models.CharField(max_length=200)
    html = models.TextField()
    text = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = SendingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject


class CopyQuerySet(models.QuerySet["Copy"]):
    def queued(self) -> CopyQuerySet:
        return self.filter(state=CopyState.QUEUED)

    def unfinished(self) -> CopyQuerySet:
        return self.filter(state__in=UNFINISHED_STATES)


class Copy(models.Model):
    """One person's copy of a sending. The row remembers, not the mail server."""

    sending = models.ForeignKey(
        Sending, on_delete=models.CASCADE, related_name="copies"
    )
    subscriber = models.ForeignKey(
        "newsletter.Subscriber",
        null=True,
        on_delete=models.SET_NULL,
        related_name="copies",
    )
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=CopyState, default=CopyState.QUEUED)
    handed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    bounce = models.CharField(max_length=4, choices=BounceKind, blank=True)

    objects = CopyQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "copies"
        indexes = [models.Index(fields=["sending", "state", "id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["sending", "subscriber"], name="copy_once_a_subscriber"
            ),
            models.CheckConstraint(
                condition=models.Q(state=CopyState.SENT, sent_at__isnull=False)
                | (~models.Q(state=CopyState.SENT) & models.Q(sent_at__isnull=True)),
                name="copy_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=CopyState.HANDING)
                | models.Q(handed_at__isnull=False),
                name="copy_handed_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Copy {self.pk}"
