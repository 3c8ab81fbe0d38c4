from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet
from django.http import Http404

from lehc.conversations.enums import Door
from lehc.conversations.models import (
    Conversation,
    Decision,
    DecisionMove,
    Invitation,
    InvitationBatch,
    Statement,
    StatementQuerySet,
    Vote,
    VoteExport,
    Voter,
)


def list_all_statements(conversation: Conversation) -> StatementQuerySet:
    """Every statement in its present version, with `vote_count`."""
    return (
        Statement.objects.filter(conversation=conversation)
        .exclude(state="replaced")
        .annotate(vote_count=Count("votes"))
        .order_by("number")
    )


def count_votes_on(statement: Statement) -> int:
    """How many answers a statement has that count."""
    return Vote.objects.counted().filter(statement=statement).count()


def list_batches(conversation: Conversation) -> QuerySet[InvitationBatch]:
    """Batches of invitations, the newest first, with how many are `used`."""
    used = Count("invitations", filter=Q(invitations__is_used=True))
    rows = InvitationBatch.objects.filter(conversation=conversation)
    return rows.annotate(used=used).order_by("-pk")


def get_batch(conversation: Conversation, pk: int) -> InvitationBatch:
    """Raises Http404 when the conversation has no such batch."""
    found = InvitationBatch.objects.filter(conversation=conversation, pk=pk).first()
    if found is None:
        raise Http404
    return found


def find_numbered(batch: InvitationBatch, number: int) -> Invitation | None:
    return Invitation.objects.filter(batch=batch, number=number).first()


def list_noticed(conversation: Conversation) -> QuerySet[Voter]:
    """Voters with a flag, or left out of the results, with `vote_count`."""
    noticed = Q(flags__isnull=False) | Q(removed_on__isnull=False)
    return (
        Voter.objects.filter(noticed, conversation=conversation)
        .annotate(vote_count=Count("votes", distinct=True))
        .prefetch_related("flags")
        .order_by("pk")
    )


def get_noticed(conversation: Conversation, pk: int) -> Voter:
    """Raises Http404 for a voter nobody has reason to look at twice."""
    found = list_noticed(conversation).filter(pk=pk).first()
    if found is None:
        raise Http404
    found.conversation = conversation
    return found


def list_sheets(conversation: Conversation, person: Any) -> QuerySet[Voter]:
    """Sheets that a person typed, the newest first, with `vote_count`, `typed_at`."""
    return (
        Voter.objects.counted()
        .filter(conversation=conversation, door=Door.BEHALF, entered_by=person)
        .annotate(vote_count=Count("votes"), typed_at=Max("votes__cast_at"))
        .order_by("-typed_at")
        .select_related("conversation")
    )


def list_exports(conversation: Conversation) -> QuerySet[VoteExport]:
    """Who took single votes out, the last first."""
    rows = VoteExport.objects.filter(conversation=conversation)
    return rows.select_related("by")


def list_all_decisions(conversation: Conversation) -> QuerySet[Decision]:
    """Drafts first, then the published ones, the newest first."""
    rows = Decision.objects.filter(conversation=conversation)
    moves = Prefetch("moves", queryset=DecisionMove.objects.order_by("at"))
    newest = F("published_at").desc(nulls_first=True)
    return rows.prefetch_related("statements__translations", moves).order_by(
        newest, "-pk"
    )
