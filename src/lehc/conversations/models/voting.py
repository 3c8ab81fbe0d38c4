from __future__ import annotations

import secrets
from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from lehc.conversations.enums import Door, EntryKind, PatternKind, Stance
from lehc.conversations.models.conversations import Conversation
from lehc.conversations.models.statements import Statement

LARGEST_NUMBER = 2**62
HASH_LENGTH = 64


def make_random_number() -> int:
    """A row number that says nothing about when a row was added."""
    return secrets.randbelow(LARGEST_NUMBER) + 1


class InvitationBatch(models.Model):
    """Personal invitations that were made and printed together."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="batches"
    )
    name = models.CharField(max_length=100, help_text="for whom, in words")
    size = models.PositiveSmallIntegerField()
    expires_at = models.DateTimeField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size__gte=1), name="invitation_batch_holds_some"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(models.Model):
    """One personal link. We hold its keyed hash, and whether it was used.

    No time of use and no voter: from the moment it is used, nothing tells which votes
    came by it.
    """

    batch = models.ForeignKey(
        InvitationBatch, on_delete=models.CASCADE, related_name="invitations"
    )
    number = models.PositiveSmallIntegerField(help_text="printed on the letter")
    token_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    is_used = models.BooleanField(default=False)
    is_revoked = models.BooleanField(default=False)

    class Meta:
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"], name="invitation_number_once_a_batch"
            ),
            models.CheckConstraint(
                condition=~models.Q(is_used=True, is_revoked=True),
                name="invitation_used_or_revoked",
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.number} of batch {self.batch_id}"


class VoterQuerySet(models.QuerySet["Voter"]):
    def counted(self) -> VoterQuerySet:
        """Those whose votes are in the results."""
        return self.filter(removed_on__isnull=True)


class Voter(models.Model):
    """Somebody who votes in one conversation: no account, no name.

    The row's number is random and the day is all it says of when they came.
    """

    id = models.BigAutoField(primary_key=True, default=make_random_number)
    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="voters"
    )
    key_hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    door = models.CharField(max_length=20, choices=Door)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="who typed the votes, when they came on paper or aloud",
    )
    joined_on = models.DateField(auto_now_add=True)
    removed_on = models.DateField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    removed_because = models.CharField(max_length=300, blank=True)

    objects = VoterQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    removed_on__isnull=True,
                    removed_by__isnull=True,
                    removed_because="",
                )
                | models.Q(removed_on__isnull=False, removed_by__isnull=False)
                & ~models.Q(removed_because=""),
                name="voter_removed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(door=Door.BEHALF, entered_by__isnull=False)
                | ~models.Q(door=Door.BEHALF) & models.Q(entered_by__isnull=True),
                name="voter_on_behalf_says_who_typed",
            ),
        ]

    def __str__(self) -> str:
        return "A voter"


class LogEntry(models.Model):
    """One step of a conversation's vote log; rows are added, never changed.

    `hash` covers the entry and the hash before it. `commitment` is a salted hash of
    the vote; the salt lives with the vote, so that after a withdrawal the entry still
    holds its place in the chain and says nothing any more: docs/methods/vote-log.md.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="log"
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=EntryKind)
    day = models.DateField()
    count = models.PositiveIntegerField(help_text="votes it speaks of")
    commitment = models.CharField(max_length=HASH_LENGTH, blank=True)
    hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "number"], name="log_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[EntryKind.VOTE, EntryKind.CHANGE], count=1)
                & ~models.Q(commitment="")
                | ~models.Q(kind__in=[EntryKind.VOTE, EntryKind.CHANGE])
                & models.Q(commitment=""),
                name="log_votes_have_a_commitment",
            ),
        ]

    def __str__(self) -> str:
        return f"Entry {self.number} of conversation {self.conversation_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An entry of the vote log can't be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("An entry of the vote log can't be removed.")


class VoteQuerySet(models.QuerySet["Vote"]):
    def counted(self) -> VoteQuerySet:
        """The votes that make the results: on open statements, of counted voters."""
        return self.filter(statement__state="published", voter__removed_on__isnull=True)


class Vote(models.Model):
    """What a voter says of a statement now; the log says what they said before."""

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="votes")
    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="votes"
    )
    value = models.SmallIntegerField(choices=Stance)
    matters = models.BooleanField(default=False)
    cast_at = models.DateTimeField()
    salt = models.CharField(max_length=32)
    entry = models.OneToOneField(
        LogEntry, on_delete=models.PROTECT, related_name="vote"
    )

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["voter", "statement"], name="vote_once_a_statement"
            ),
            models.CheckConstraint(
                condition=models.Q(value__in=[-1, 0, 1]), name="vote_is_one_of_three"
            ),
        ]

    def __str__(self) -> str:
        return "A vote"


class ChainHead(models.Model):
    """The newest hash of a conversation's log at the end of a day, published."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="heads"
    )
    day = models.DateField()
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=HASH_LENGTH)

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "day"], name="chain_head_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.hash[:12]}"


class Flag(models.Model):
    """A pattern that made somebody look twice at a voter. It removes nothing."""

    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=20, choices=PatternKind)
    found_on = models.DateField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["voter", "kind"], name="flag_once_a_kind")
        ]

    def __str__(self) -> str:
        return f"Flag {self.pk}"


class Snapshot(models.Model):
    """The results as they are shown: made anew in steps of at least three voters.

    `counts` maps a statement's id to [disagree, pass, agree]; `unflagged` the same
    without the voters that are flagged. `found` is the opinion map of the same votes
    (calculations/mapping.py) and `found_unflagged` that without the flagged. `doors`
    counts the voters by the door they came in by, `matters` those who said of a
    statement, by its id, that it matters to them. `since` and `since_unflagged` say up
    to which entry of the log the answers to a statement are in them.
    """

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="snapshots"
    )
    made_at = models.DateTimeField()
    voters = models.PositiveIntegerField()
    flagged = models.PositiveIntegerField(default=0)
    entry_number = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    unflagged = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    found_unflagged = models.JSONField(default=dict)
    doors = models.JSONField(default=dict)
    matters = models.JSONField(default=dict)
    since = models.JSONField(default=dict)
    since_unflagged = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Results of conversation {self.conversation_id} from {self.made_at}"


class VoteExport(models.Model):
    """Somebody took the single votes out of the site: who, when and what for."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, related_name="vote_exports"
    )
    reason = models.CharField(max_length=300)
    voters = models.PositiveIntegerField()
    votes = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="vote_export_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"Votes of conversation {self.conversation_id} taken out {self.at}"
