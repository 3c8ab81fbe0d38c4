"""What comes after a decision: feedback, and a second look at it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from lehc.assessment.enums import OPEN_SECOND_LOOKS, SecondLookState


class Feedback(models.Model):
    """What an applicant is told of how their application was read.

    Drafted from the rubric; it goes only after a person has edited it and said that it
    is ready.
    """

    application = models.OneToOneField(
        "recruitment.Application", on_delete=models.CASCADE, related_name="feedback"
    )
    words = models.TextField()
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    ready_at = models.DateTimeField(null=True, blank=True)
    letter = models.OneToOneField(
        "letters.Letter", null=True, blank=True, on_delete=models.SET_NULL
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(ready_at__isnull=False),
                name="feedback_sent_was_ready",
            )
        ]

    def __str__(self) -> str:
        return f"Feedback {self.pk}"


class SecondLookQuerySet(models.QuerySet["SecondLook"]):
    def open(self) -> SecondLookQuerySet:
        return self.filter(state__in=OPEN_SECOND_LOOKS)


class SecondLook(models.Model):
    """An applicant asks for a second look at a decision, by a different person.

    `state` repeats the newest SecondLookStep; only `assessment.actions.second_looks`
    writes either.
    """

    application = models.ForeignKey(
        "recruitment.Application",
        on_delete=models.CASCADE,
        related_name="second_looks",
    )
    words = models.TextField()
    state = models.CharField(
        max_length=10, choices=SecondLookState, default=SecondLookState.ASKED
    )
    looker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="second_looks",
    )
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = SecondLookQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], name="second_look_once_an_application"
            ),
            models.CheckConstraint(
                condition=Q(state=SecondLookState.ASKED, looker__isnull=True)
                | (~Q(state=SecondLookState.ASKED) & Q(looker__isnull=False)),
                name="second_look_given_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Second look {self.pk}"


class SecondLookStep(models.Model):
    """One step of a second look: rows are added, never changed."""

    second_look = models.ForeignKey(
        SecondLook, on_delete=models.CASCADE, related_name="steps"
    )
    state = models.CharField(max_length=10, choices=SecondLookState)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.get_state_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A step can't be rewritten: add the next one.")
        super().save(*args, **kwargs)
