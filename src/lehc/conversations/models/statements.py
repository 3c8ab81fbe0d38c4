from __future__ import annotations

from django.conf import settings
from django.db import models

from lehc.conversations.enums import Origin, StatementState
from lehc.conversations.models.conversations import Conversation, ModerationReason
from lehc.conversations.validators import LONGEST_STATEMENT


class StatementQuerySet(models.QuerySet["Statement"]):
    def published(self) -> StatementQuerySet:
        return self.filter(state=StatementState.PUBLISHED)

    def waiting(self) -> StatementQuerySet:
        return self.filter(state=StatementState.WAITING)


class Statement(models.Model):
    """One version of one statement.

    Words never change: an edit is a new row with the same number and the next
    version, which starts without votes. They may only be taken down, for somebody whom
    they name; then the reason stands in their place. The author is known only by a
    keyed hash of what their browser holds, made otherwise than the voter's: nothing in
    the database leads from a statement to a vote.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="statements"
    )
    number = models.PositiveIntegerField(help_text="shown to people; kept by versions")
    version = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(max_length=LONGEST_STATEMENT)
    language = models.CharField(max_length=12, default="en")
    origin = models.CharField(max_length=20, choices=Origin)
    state = models.CharField(
        max_length=20, choices=StatementState, default=StatementState.WAITING
    )
    author_hash = models.CharField(max_length=64, blank=True, db_index=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="who typed it, when it came on paper or aloud",
    )
    replaces = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(
        null=True, blank=True, help_text="since when a reason stands for the words"
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["number", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number", "version"],
                name="statement_version_once",
            ),
            models.UniqueConstraint(
                fields=["conversation", "number"],
                condition=models.Q(state=StatementState.PUBLISHED),
                name="statement_one_version_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="statement_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state=StatementState.MERGED, merged_into__isnull=False
                )
                | ~models.Q(state=StatementState.MERGED)
                & models.Q(merged_into__isnull=True),
                name="statement_merged_names_the_other",
            ),
            models.CheckConstraint(
                condition=models.Q(version=1, replaces__isnull=True)
                | models.Q(version__gt=1, replaces__isnull=False),
                name="statement_later_version_replaces",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=StatementState.PUBLISHED)
                | models.Q(published_at__isnull=False),
                name="statement_published_has_its_time",
            ),
            models.CheckConstraint(
                condition=models.Q(origin=Origin.PARTICIPANT)
                | models.Q(author_hash="", entered_by__isnull=True),
                name="statement_seed_has_no_author",
            ),
        ]
        indexes = [models.Index(fields=["conversation", "state"])]

    def __str__(self) -> str:
        return f"Statement {self.number}"


class StatementReview(models.Model):
    """One look of a moderator at a statement; the newest says how it stands."""

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="reviews"
    )
    outcome = models.CharField(max_length=20, choices=StatementState)
    reason = models.ForeignKey(
        ModerationReason, null=True, blank=True, on_delete=models.PROTECT
    )
    note = models.CharField(max_length=400, blank=True, help_text="words to the author")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="empty: published at once, as the conversation's rule says",
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(outcome=StatementState.RETURNED)
                | models.Q(reason__isnull=False),
                name="statement_returned_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} (review {self.pk})"


class Appeal(models.Model):
    """An author asks that somebody else look again; that person answers."""

    review = models.OneToOneField(
        StatementReview, on_delete=models.CASCADE, related_name="appeal"
    )
    words = models.CharField(max_length=400, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="who decided first, and can't answer",
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    is_granted = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_by__isnull=True)
                | models.Q(first_by__isnull=True)
                | ~models.Q(answered_by=models.F("first_by")),
                name="appeal_answered_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    answered_by__isnull=True,
                    answered_at__isnull=True,
                    is_granted__isnull=True,
                )
                | models.Q(
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                    is_granted__isnull=False,
                ),
                name="appeal_answer_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Appeal {self.pk}"


class Translation(models.Model):
    """The words of a statement in another language, always shown as a translation."""

    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(max_length=12)
    text = models.CharField(max_length=400)
    made_by = models.CharField(
        max_length=100, help_text="a person or a program, in words"
    )

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "language"], name="translation_once_a_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} of statement {self.statement_id}"
