from __future__ import annotations

from django.db import models, transaction
from django.db.models import F


class SiteVersion(models.Model):
    """One number that goes up whenever a public page may have changed."""

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_site_version")
        ]

    def __str__(self) -> str:
        return str(self.number)


def read_site_version() -> int:
    """The present version; 0 before the first change."""
    found = SiteVersion.objects.filter(pk=1).values_list("number", flat=True).first()
    return found or 0


def renew_site() -> None:
    """Say, once the present transaction has committed, that public pages changed."""
    transaction.on_commit(_count_up)


def _count_up() -> None:
    if not SiteVersion.objects.filter(pk=1).update(number=F("number") + 1):
        SiteVersion.objects.get_or_create(pk=1)
