"""Who may do what, and what may be done when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from lehc.conversations.enums import (
    ANY_ROLES,
    APPEALABLE_STATES,
    IN_THE_ROOM_ROLES,
    MODERATOR_ROLES,
    OUTCOMES,
    TEAM_ROLES,
    TRANSITIONS,
    Door,
    StatementState,
)
from lehc.conversations.models import (
    Appeal,
    Conversation,
    Statement,
    StatementReview,
    Voter,
)
from lehc.programmes.rules import has_role, has_role_in_programme


def has_role_in(person: Any, conversation: Conversation, roles: Iterable[str]) -> bool:
    """Roles of the programme hold in all its conversations, a cohort's in its own."""
    if conversation.cohort is not None:
        return has_role(person, conversation.cohort, roles)
    return has_role_in_programme(person, conversation.programme, roles)


def may_run(person: Any, conversation: Conversation) -> bool:
    """Prepare it, open doors, decide."""
    return has_role_in(person, conversation, TEAM_ROLES)


def may_moderate(person: Any, conversation: Conversation) -> bool:
    return has_role_in(person, conversation, MODERATOR_ROLES)


def may_host(person: Any, conversation: Conversation) -> bool:
    """Stand in the room: poster, screen, read back, enter on behalf of people."""
    return has_role_in(person, conversation, IN_THE_ROOM_ROLES)


def may_help(person: Any, conversation: Conversation) -> bool:
    """Whether anything here is theirs to do; of one held elsewhere, not in the room."""
    roles = MODERATOR_ROLES if conversation.is_brought_in else ANY_ROLES
    return has_role_in(person, conversation, roles)


def may_answer(person: Any, appeal: Appeal) -> bool:
    """An appeal goes to somebody else than who decided first, or changed the words."""
    statement = appeal.review.statement
    if person.pk == appeal.first_by_id:
        return False
    conversation = statement.conversation
    return may_moderate(
        person, conversation
    ) and statement.number not in list_changed_by(person, conversation)


def list_changed_by(person: Any, conversation: Conversation) -> set[int]:
    """Numbers of the statements whose words this person has changed."""
    rows = StatementReview.objects.filter(
        statement__conversation=conversation,
        outcome=StatementState.REPLACED,
        by=person,
    )
    return set(rows.values_list("statement__number", flat=True))


def may_be_appealed(review: StatementReview) -> bool:
    """What sends a statement back, joins it with another, or changes its words.

    Not where a second look has brought the author's own words back.
    """
    if review.statement.taken_down_at:
        return False
    if review.outcome in APPEALABLE_STATES:
        return True
    is_open = review.outcome == StatementState.PUBLISHED
    return is_open and find_first(review.statement).text != review.statement.text


def may_be_taken_down(statement: Statement) -> bool:
    """Words that somebody has read, and that nobody can vote on now.

    Of an open conversation the statement is sent back first.
    """
    is_read = statement.state in OUTCOMES
    is_voted_on = (
        statement.state == StatementState.PUBLISHED and statement.conversation.is_open
    )
    return is_read and not is_voted_on and statement.taken_down_at is None


def find_first(statement: Statement) -> Statement:
    """What its author wrote, before anybody changed the words."""
    first = statement
    while first.replaces is not None:
        first = first.replaces
    return first


def check_open(conversation: Conversation) -> None:
    if not conversation.is_open:
        raise ValidationError("This conversation is not open now.", code="closed")


def check_paper(conversation: Conversation) -> None:
    """Sheets may be typed in a little longer than people can vote themselves."""
    if not conversation.takes_paper:
        raise ValidationError(
            "The two weeks for typing in sheets are over.", code="closed"
        )


def check_may_vote(voter: Voter, statement: Statement) -> None:
    """A vote is for the voter's own conversation, while it is open."""
    if voter.door == Door.BEHALF:
        check_paper(voter.conversation)
    else:
        check_open(voter.conversation)
    if statement.conversation_id != voter.conversation_id:
        raise ValidationError("That statement is in another conversation.")
    if statement.state != "published":
        raise ValidationError("That statement is no longer open for votes.")


def list_following(statement: Statement) -> frozenset[str]:
    """What may become of a statement; nothing where its words are no more."""
    return frozenset() if statement.taken_down_at else TRANSITIONS[statement.state]


def check_transition(statement: Statement, following: str) -> None:
    if statement.taken_down_at:
        raise ValidationError("The words of this statement have been taken down.")
    if following not in list_following(statement):
        raise ValidationError(
            f"This statement is “{statement.get_state_display().lower()}” already. "
            "Somebody may have been quicker: look at it again."
        )


def find_launch_gaps(conversation: Conversation) -> list[str]:
    """What a conversation still needs before it can open, each as what to do."""
    gaps = []
    if not conversation.moderation_policy.strip():
        gaps.append("Write how statements are read before people vote on them.")
    if not conversation.reasons.exists():
        gaps.append("List the reasons for which a statement may be sent back.")
    if not conversation.doors:
        gaps.append("Choose at least one door by which people come in.")
    if not hasattr(conversation, "gunning"):
        gaps.append("Answer the four questions about a fair conversation.")
    if not conversation.statements.published().exists():
        gaps.append("Write at least one statement to get people started.")
    return gaps
