from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from lehc.assessment.enums import ConflictKind


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    def current(self) -> DeclarationQuerySet:
        """The newest of each person and application."""
        newer = Declaration.objects.filter(
            person=models.OuterRef("person"),
            application=models.OuterRef("application"),
            pk__gt=models.OuterRef("pk"),
        )
        return self.filter(~models.Exists(newer))

    def conflicts(self) -> DeclarationQuerySet:
        return self.filter(has_conflict=True)

    def cleared(self) -> DeclarationQuerySet:
        return self.filter(has_conflict=False)


class Declaration(models.Model):
    """Whether a person has a conflict of interest with an application.

    Rows are added, never changed; the newest of a person and application counts.
    A person who has declared nothing has not been cleared.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="declarations"
    )
    application = models.ForeignKey(
        "recruitment.Application",
        on_delete=models.CASCADE,
        related_name="declarations",
    )
    has_conflict = models.BooleanField()
    kind = models.CharField(max_length=20, choices=ConflictKind, blank=True)
    note = models.CharField(max_length=300, blank=True)
    declared_at = models.DateTimeField(auto_now_add=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["person", "application", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(has_conflict=True) | models.Q(kind=""),
                name="declaration_kind_only_with_conflict",
            )
        ]

    def __str__(self) -> str:
        return f"Declaration {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A declaration can't be rewritten: make a new one.")
        super().save(*args, **kwargs)
