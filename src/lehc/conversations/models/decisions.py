from __future__ import annotations

from django.conf import settings
from django.db import models

from lehc.conversations.enums import Answer, Rung
from lehc.conversations.models.conversations import Conversation
from lehc.conversations.models.statements import Statement


class DecisionQuerySet(models.QuerySet["Decision"]):
    def published(self) -> DecisionQuerySet:
        return self.filter(published_at__isnull=False)


class Decision(models.Model):
    """What we say to statements: we will, we did, or we did not and why."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="decisions"
    )
    statements = models.ManyToManyField(Statement, related_name="decisions")
    title = models.CharField(max_length=120, help_text="what it is about, in words")
    answer = models.CharField(max_length=10, choices=Answer)
    words = models.TextField(help_text="what we will do, did, or why we did not")
    who = models.CharField(max_length=120, help_text="who sees to it")
    by_when = models.DateField(null=True, blank=True)
    rung = models.PositiveSmallIntegerField(choices=Rung)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(answer=Answer.WILL)
                | models.Q(by_when__isnull=False),
                name="decision_will_says_by_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(words="") & ~models.Q(who=""),
                name="decision_says_what_and_who",
            ),
            models.CheckConstraint(
                condition=models.Q(rung__gte=1, rung__lte=7),
                name="decision_rung_of_seven",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DecisionMove(models.Model):
    """One step of a decision as it was told to people; the newest is how it stands."""

    decision = models.ForeignKey(
        Decision, on_delete=models.CASCADE, related_name="moves"
    )
    answer = models.CharField(max_length=10, choices=Answer)
    words = models.TextField()
    by_when = models.DateField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Move {self.pk} of decision {self.decision_id}"


class Follower(models.Model):
    """An address that wants to hear what becomes of it.

    Kept apart: it leads to a conversation, and to the statement its owner wrote, but
    to no voter and no vote. Deleted by retention.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="followers"
    )
    statement = models.ForeignKey(
        Statement,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="followers",
        help_text="the statement they wrote; empty: the whole conversation",
    )
    email = models.EmailField()
    asked_on = models.DateField(auto_now_add=True)
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "email"],
                condition=models.Q(statement__isnull=True),
                name="follower_once_a_conversation",
            ),
            models.UniqueConstraint(
                fields=["statement", "email"], name="follower_once_a_statement"
            ),
        ]

    def __str__(self) -> str:
        return f"Follower {self.pk}"
