from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lehc.accounts.actions.retention import register_remover
from lehc.background.registry import register, register_housekeeping
from lehc.conversations import routing
from lehc.conversations.actions import following, integrity, results
from lehc.conversations.models import (
    Appeal,
    Conversation,
    DecisionMove,
    StatementReview,
)

register_remover("conversations.Voter")(integrity.forget_voters)


@register("conversations.work_out_priorities")
def work_out_priorities(conversation_id: int) -> None:
    routing.work_out_priorities(conversation_id)


@register("conversations.make_results")
def make_results(conversation_id: int) -> None:
    results.make_results(conversation=Conversation.objects.get(pk=conversation_id))


@register("conversations.tell_outcome")
def tell_outcome(review_id: int) -> None:
    rows = StatementReview.objects.select_related("statement", "reason")
    following.tell_outcome(review=rows.get(pk=review_id))


@register("conversations.tell_second_look")
def tell_second_look(appeal_id: int) -> None:
    rows = Appeal.objects.select_related("review__statement")
    following.tell_second_look(appeal=rows.get(pk=appeal_id))


@register("conversations.tell_move")
def tell_move(move_id: int) -> None:
    rows = DecisionMove.objects.select_related("decision__conversation")
    following.tell_move(move=rows.get(pk=move_id))


@register_housekeeping("conversations.publish_heads")
def publish_heads() -> None:
    """The end of each day's log, once the day is over."""
    integrity.publish_heads(day=timezone.localdate() - timedelta(days=1))


@register_housekeeping("conversations.forget_followers")
def forget_followers() -> None:
    following.forget_followers()


@register_housekeeping("conversations.look_for_patterns")
def look_for_patterns() -> None:
    for conversation in Conversation.objects.open_now():
        integrity.look_for_patterns(conversation=conversation)
