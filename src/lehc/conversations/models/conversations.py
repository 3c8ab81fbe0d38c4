from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from lehc.conversations.enums import Door, Phase, Scope
from lehc.conversations.keys import TYPED_SIGNS

LONGEST_QUESTION = 150
ROOM_KEY_LENGTH = 10
PAPER_PATIENCE = timedelta(days=14)


def make_room_key() -> str:
    """What stands on a poster: 47 random bits that can be typed by hand."""
    return "".join(secrets.choice(TYPED_SIGNS) for _ in range(ROOM_KEY_LENGTH))


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def launched(self) -> ConversationQuerySet:
        return self.filter(launched_at__isnull=False)

    def open_now(self) -> ConversationQuerySet:
        now = timezone.now()
        held_here = self.launched().filter(source_hash="")
        return held_here.filter(opens_at__lte=now, closes_at__gt=now)


class Conversation(models.Model):
    """A question that people answer by statements, and votes on each other's."""

    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="conversations"
    )
    cohort = models.ForeignKey(
        "programmes.Cohort",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="conversations",
    )
    place = models.ForeignKey(
        "places.Area", null=True, blank=True, on_delete=models.PROTECT
    )
    scope = models.CharField(max_length=20, choices=Scope, default=Scope.PROGRAMME)
    slug = models.SlugField(unique=True)
    question = models.CharField(max_length=LONGEST_QUESTION)
    context = models.TextField(help_text="what people should know, in plain words")
    audience = models.CharField(max_length=150, help_text="who may vote, in words")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    launched_at = models.DateTimeField(null=True, blank=True)
    has_open_door = models.BooleanField(default=False)
    has_room_door = models.BooleanField(default=False)
    has_invitation_door = models.BooleanField(default=False)
    room_key = models.CharField(max_length=10, unique=True, default=make_room_key)
    takes_statements = models.BooleanField(default=True)
    reads_first = models.BooleanField(
        default=True, help_text="somebody reads a statement before people vote on it"
    )
    moderation_policy = models.TextField(blank=True)
    policy_changed_on = models.DateField(
        null=True,
        blank=True,
        help_text="when the policy or its reasons last changed after the launch",
    )
    rung = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="of the ladder of co-production, 1 to 7"
    )
    is_invented = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    source_hash = models.CharField(
        max_length=64, blank=True, help_text="of the votes, where it was held elsewhere"
    )

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    scope=Scope.PROGRAMME, cohort__isnull=True, place__isnull=True
                )
                | models.Q(scope=Scope.COHORT, cohort__isnull=False, place__isnull=True)
                | models.Q(scope=Scope.PLACE, cohort__isnull=True, place__isnull=False),
                name="conversation_scope_names_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="conversation_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=models.Q(launched_at__isnull=True)
                | ~models.Q(moderation_policy="")
                & (
                    models.Q(has_open_door=True)
                    | models.Q(has_room_door=True)
                    | models.Q(has_invitation_door=True)
                ),
                name="conversation_launches_with_policy_and_door",
            ),
            models.CheckConstraint(
                condition=models.Q(rung__isnull=True)
                | models.Q(rung__gte=1, rung__lte=7),
                name="conversation_rung_of_seven",
            ),
            models.UniqueConstraint(
                fields=["programme", "source_hash"],
                condition=~models.Q(source_hash=""),
                name="conversation_brought_in_once",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_phase(self, now: datetime | None = None) -> Phase:
        now = now or timezone.now()
        if self.launched_at is None:
            return Phase.DRAFT
        if self.is_brought_in:
            return Phase.CLOSED  # whatever its dates: nobody votes on it here
        if now < self.opens_at:
            return Phase.COMING
        return Phase.OPEN if now < self.closes_at else Phase.CLOSED

    @property
    def is_open(self) -> bool:
        return self.get_phase() == Phase.OPEN

    @property
    def is_brought_in(self) -> bool:
        """Whether it was held elsewhere, and came here when it was over."""
        return bool(self.source_hash)

    @property
    def is_undated(self) -> bool:
        """Whether it was held elsewhere and its files do not say when.

        Its votes were then brought in as if cast at that moment, so it seems to end
        after it came in.
        """
        return self.is_brought_in and self.closes_at >= self.made_at

    @property
    def paper_until(self) -> datetime:
        """Until when sheets that were filled in before the end may be typed in."""
        return self.closes_at + PAPER_PATIENCE

    @property
    def takes_paper(self) -> bool:
        """Whether sheets are typed in: while it is open and for two weeks after."""
        is_over = self.get_phase() == Phase.CLOSED and not self.is_brought_in
        return self.is_open or (is_over and timezone.now() < self.paper_until)

    @property
    def doors(self) -> list[Door]:
        """The doors that were chosen, in the order of the list."""
        chosen = {
            Door.OPEN: self.has_open_door,
            Door.ROOM: self.has_room_door,
            Door.INVITATION: self.has_invitation_door,
        }
        return [door for door, is_chosen in chosen.items() if is_chosen]


class ModerationReason(models.Model):
    """One published reason for which a statement is sent back."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="reasons"
    )
    words = models.CharField(max_length=150)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "words"], name="moderation_reason_once"
            )
        ]

    def __str__(self) -> str:
        return self.words


class GunningCheck(models.Model):
    """The four Gunning principles, answered in words before a conversation opens."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="gunning"
    )
    still_open = models.TextField(help_text="what is not decided yet")
    enough_said = models.TextField(help_text="what people are told, so they can answer")
    enough_time = models.TextField(help_text="why the time is enough")
    will_listen = models.TextField(help_text="who will consider the answers, and how")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(still_open="")
                & ~models.Q(enough_said="")
                & ~models.Q(enough_time="")
                & ~models.Q(will_listen=""),
                name="gunning_check_answers_all_four",
            )
        ]

    def __str__(self) -> str:
        return f"Gunning check of conversation {self.conversation_id}"
