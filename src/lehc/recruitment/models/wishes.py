from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class WishQuerySet(models.QuerySet["WishToKnow"]):
    def confirmed(self) -> WishQuerySet:
        return self.filter(confirmed_at__isnull=False)

    def never_confirmed(self, before: datetime) -> WishQuerySet:
        return self.filter(confirmed_at__isnull=True, asked_at__lt=before)


class WishToKnow(models.Model):
    """Somebody wants to be told once when the next call of a programme opens.

    The row goes when they have been told, when they change their mind, or after a week
    in which nobody confirmed that the address is theirs.
    """

    programme = models.ForeignKey("programmes.Programme", on_delete=models.CASCADE)
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "wishes to know"
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                "programme", Lower("email"), name="wish_to_know_once"
            )
        ]

    def __str__(self) -> str:
        return f"Wish {self.pk}"
