from __future__ import annotations

import secrets
from datetime import datetime

from django.db import models
from django.db.models.functions import Lower

from lehc.site.newsletter.enums import ENDED_STATES, SubscriberState


def make_key() -> str:
    """What a person's links carry: it says nothing of them, and nobody guesses it."""
    return secrets.token_urlsafe(16)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def active(self) -> SubscriberQuerySet:
        return self.filter(state=SubscriberState.ACTIVE)

    def waiting_since_before(self, moment: datetime) -> SubscriberQuerySet:
        return self.filter(state=SubscriberState.WAITING, asked_at__lt=moment)

    def ended_before(self, moment: datetime) -> SubscriberQuerySet:
        return self.filter(state__in=ENDED_STATES, ended_at__lt=moment)

    def at(self, email: str) -> SubscriberQuerySet:
        return self.filter(email__iexact=email)


class Subscriber(models.Model):
    """An address that asked for the newsletter, and proved that it is theirs."""

    email = models.EmailField()
    key = models.CharField(max_length=40, unique=True, default=make_key, editable=False)
    state = models.CharField(
        max_length=12, choices=SubscriberState, default=SubscriberState.WAITING
    )
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    soft_bounces = models.PositiveSmallIntegerField(default=0)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscriber_address_once"),
            models.CheckConstraint(
                condition=~models.Q(state=SubscriberState.ACTIVE)
                | models.Q(confirmed_at__isnull=False),
                name="subscriber_confirmed_before_active",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ENDED_STATES, ended_at__isnull=False)
                | (~models.Q(state__in=ENDED_STATES) & models.Q(ended_at__isnull=True)),
                name="subscriber_ended_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Subscriber {self.pk}"
