from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import Http404

from lehc.conversations.enums import ANY_ROLES, TEAM_ROLES
from lehc.conversations.keys import INVITATION, VOTER, hash_key
from lehc.conversations.models import (
    Conversation,
    ConversationQuerySet,
    Invitation,
    Voter,
)
from lehc.conversations.rules import has_role_in, may_help
from lehc.programmes.models import Cohort
from lehc.programmes.queries import cohorts_where, get_cohort_for


def list_public() -> ConversationQuerySet:
    """Every conversation that the public may see, the newest first."""
    return Conversation.objects.launched().select_related(
        "programme", "cohort", "place"
    )


def get_public(slug: str) -> Conversation:
    """A conversation as anybody may see it.

    Raises:
        Http404: there is none of that name, or it has not been launched.
    """
    conversation = list_public().filter(slug=slug).first()
    if conversation is None:
        raise Http404
    return conversation


def get_by_room_key(key: str) -> Conversation:
    """The conversation whose room has this link.

    Raises:
        Http404: no room has it now.
    """
    found = list_public().filter(room_key=key.lower(), has_room_door=True).first()
    if found is None:
        raise Http404
    return found


def find_voter(conversation: Conversation, key: str) -> Voter | None:
    """The voter whose browser holds this key, with the conversation it came with."""
    if not key:
        return None
    voter = Voter.objects.filter(
        key_hash=hash_key(VOTER, key, conversation.pk), conversation=conversation
    ).first()
    if voter is not None:
        voter.conversation = conversation
    return voter


def find_invitation(token: str) -> Invitation | None:
    """The invitation that this link stands for, whatever its state.

    Whoever types it may have typed it in capitals.
    """
    hashes = {hash_key(INVITATION, each) for each in (token, token.lower())}
    rows = Invitation.objects.select_related(
        "batch__conversation__programme",
        "batch__conversation__cohort",
        "batch__conversation__place",
    )
    return rows.filter(
        token_hash__in=hashes,
        batch__conversation__launched_at__isnull=False,
    ).first()


def conversations_at(cohort: Cohort) -> ConversationQuerySet:
    """What is worked on from a cohort's desk: its own, and its programme's."""
    return Conversation.objects.filter(
        Q(cohort=cohort) | Q(cohort=None), programme=cohort.programme_id
    ).select_related("programme", "cohort", "place")


def list_at_desk(person: Any, cohort: Cohort) -> list[Conversation]:
    """Those of a desk in which the person has something to do."""
    rows = conversations_at(cohort)
    return [row for row in rows if may_help(person, row)]


def list_helped_with(person: Any) -> list[tuple[Cohort, Conversation]]:
    """All in which the person has something to do, each with the desk it is at."""
    cohorts = list(cohorts_where(person, ANY_ROLES).order_by("-number"))
    desks = {cohort.programme_id: cohort for cohort in reversed(cohorts)}
    rows = Conversation.objects.filter(programme__in=desks)
    return [
        (row.cohort or desks[row.programme_id], row)
        for row in rows.select_related("programme", "cohort", "place")
        if may_help(person, row)
    ]


def get_at_desk(
    person: Any, slug: str, key: str, roles: Iterable[str] = TEAM_ROLES
) -> tuple[Cohort, Conversation]:
    """A conversation of a desk, for somebody with one of the roles in it.

    Raises:
        Http404: there is none, or the person has none of the roles.
    """
    cohort = get_cohort_for(person, slug, ANY_ROLES)
    conversation = conversations_at(cohort).filter(slug=key).first()
    if conversation is None or not has_role_in(person, conversation, roles):
        raise Http404
    return cohort, conversation


def get_held_here(
    person: Any, slug: str, key: str, roles: Iterable[str] = TEAM_ROLES
) -> tuple[Cohort, Conversation]:
    """As `get_at_desk`, for what is done only with a conversation of this site.

    Raises:
        Http404: also when it was held elsewhere: that stays as it came in.
    """
    cohort, conversation = get_at_desk(person, slug, key, roles)
    if conversation.is_brought_in:
        raise Http404
    return cohort, conversation


def find_desk(person: Any, conversation: Conversation) -> Cohort | None:
    """The cohort from whose desk this person works on a conversation, if they do."""
    if not person.is_authenticated or not may_help(person, conversation):
        return None
    if conversation.cohort is not None:
        return conversation.cohort
    return conversation.programme.cohorts.order_by("-number").first()
