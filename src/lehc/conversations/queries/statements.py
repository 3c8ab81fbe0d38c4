from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404

from lehc.conversations.enums import StatementState
from lehc.conversations.models import (
    Appeal,
    Conversation,
    Decision,
    DecisionMove,
    Follower,
    Statement,
    StatementReview,
)
from lehc.conversations.similarity import find_similar, find_similar_to_each


def list_mine(conversation: Conversation, author_hash: str) -> list[Statement]:
    """What one browser wrote, the newest first, with how each stands and why."""
    if not author_hash:
        return []
    reviews = StatementReview.objects.select_related("reason", "appeal").order_by("-id")
    decisions = Decision.objects.published().prefetch_related("statements")
    return list(
        Statement.objects.filter(conversation=conversation, author_hash=author_hash)
        .exclude(state=StatementState.REPLACED)
        .select_related("merged_into", "replaces__replaces")
        .prefetch_related(
            "translations",
            Prefetch("reviews", queryset=reviews),
            Prefetch("decisions", queryset=decisions),
            Prefetch("merged_into__decisions", queryset=decisions),
        )
        .order_by("-number")
    )


def get_mine(conversation: Conversation, author_hash: str, number: int) -> Statement:
    """The present version of a statement that this browser wrote.

    Raises:
        Http404: it wrote none of that number.
    """
    for statement in list_mine(conversation, author_hash):
        if statement.number == number:
            return statement
    raise Http404


def has_address(statement: Statement) -> bool:
    """Whether somebody wants a letter when something becomes of it."""
    return statement.followers.filter(is_confirmed=True).exists()


def list_similar(conversation: Conversation, text: str) -> list[Statement]:
    """Open statements that say nearly the same, the likest first."""
    rows = Statement.objects.published().filter(conversation=conversation)
    rows = rows.prefetch_related("translations")
    known = {row.pk: row for row in rows}
    found = find_similar(text, ((pk, row.text) for pk, row in known.items()))
    return [known[pk] for pk in found]


def list_alike(
    conversation: Conversation, statements: Iterable[Statement]
) -> dict[int, list[Statement]]:
    """For each statement, by its id, others like it that are open or wait too."""
    states = (StatementState.PUBLISHED, StatementState.WAITING)
    rows = Statement.objects.filter(conversation=conversation, state__in=states)
    known = {row.pk: row for row in rows}
    found = find_similar_to_each(
        [(row.pk, row.text) for row in statements],
        [(row.pk, row.text) for row in known.values()],
    )
    return {pk: [known[each] for each in alike] for pk, alike in found.items()}


def list_decisions(conversation: Conversation) -> QuerySet[Decision]:
    """Every decision people have been told, the newest first, with its steps."""
    return (
        Decision.objects.published()
        .filter(conversation=conversation)
        .prefetch_related(
            "statements__translations",
            Prefetch("moves", queryset=DecisionMove.objects.order_by("at")),
        )
        .order_by("-published_at")
    )


def list_unanswered(conversation: Conversation) -> QuerySet[Statement]:
    """Open statements that no published decision answers, the oldest first.

    Words that were taken down wait for nothing: nobody can say what answers them.
    """
    answered = Decision.statements.through.objects.filter(
        statement=OuterRef("pk"), decision__published_at__isnull=False
    )
    return (
        Statement.objects.published()
        .filter(~Exists(answered), conversation=conversation, taken_down_at=None)
        .select_related("conversation")
        .prefetch_related("translations")
        .order_by("published_at", "number")
    )


def find_follower(follower_id: int | None) -> Follower | None:
    if follower_id is None:
        return None
    rows = Follower.objects.select_related("conversation", "statement")
    return rows.filter(pk=follower_id).first()


def list_queue(conversation: Conversation) -> QuerySet[Statement]:
    """What waits to be read, the longest wait first."""
    return Statement.objects.waiting().filter(conversation=conversation).order_by("pk")


def list_appeals(conversation: Conversation) -> QuerySet[Appeal]:
    """Second looks that nobody has taken yet, the longest wait first."""
    return (
        Appeal.objects.filter(
            answered_at__isnull=True, review__statement__conversation=conversation
        )
        .select_related("review__statement", "review__reason", "review__by")
        .order_by("pk")
    )


def get_statement(conversation: Conversation, pk: int) -> Statement:
    """Raises Http404 when the conversation has no such statement."""
    rows = Statement.objects.filter(conversation=conversation, pk=pk)
    found = rows.select_related("replaces", "merged_into", "entered_by").first()
    if found is None:
        raise Http404
    return found


def get_appeal(conversation: Conversation, pk: int) -> Appeal:
    """Raises Http404 when nobody asked, or it has been answered."""
    found = list_appeals(conversation).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_decision(conversation: Conversation, pk: int) -> Decision:
    """Raises Http404 when the conversation has no such decision."""
    found = Decision.objects.filter(conversation=conversation, pk=pk).first()
    if found is None:
        raise Http404
    return found
