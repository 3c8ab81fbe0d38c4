"""What the team's, the moderators' and the facilitators' pages say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from lehc.conversations.enums import Origin, PatternKind, Phase, StatementState
from lehc.conversations.languages import find_direction
from lehc.conversations.models import (
    Appeal,
    Conversation,
    Statement,
)
from lehc.conversations.presenters.public import (
    PHASE_COLOURS,
    name_scope,
    say_times,
    say_wait,
)
from lehc.conversations.presenters.voting import mark_words, say_origin, show_words
from lehc.conversations.small_numbers import LEAST_SHOWN
from lehc.design.templatetags.design import spoken_date, spoken_moment
from lehc.programmes.models import Cohort


def show_rows(rows: Iterable[tuple[Cohort, Conversation]]) -> list[list[Any]]:
    """A list of conversations, each with the cohort at whose desk it is."""
    return [
        [
            {
                "text": row.question,
                "href": reverse("desk_conversation", args=[cohort.slug, row.slug]),
            },
            {
                "tag": row.get_phase().label,
                "colour": PHASE_COLOURS.get(row.get_phase()),
            },
            name_scope(row),
            "not known" if row.is_undated else spoken_date(row.opens_at),
            "not known" if row.is_undated else spoken_date(row.closes_at),
        ]
        for cohort, row in rows
    ]


def show_preparation(
    cohort: Cohort, conversation: Conversation, *, seeds: int
) -> list[dict[str, Any]]:
    """The task list before the launch."""
    args = [cohort.slug, conversation.slug]

    def item(title: str, name: str, *, is_done: bool, hint: str = "") -> dict[str, Any]:
        return {
            "title": title,
            "hint": hint,
            "url": reverse(name, args=args),
            "status": "Completed" if is_done else "Not yet started",
            "status_class": "" if is_done else "teal",
        }

    return [
        {
            "title": "",
            "items": [
                item(
                    "Question, dates and doors",
                    "conversation_change",
                    is_done=bool(conversation.doors),
                ),
                item(
                    "How statements are read",
                    "conversation_policy",
                    is_done=bool(conversation.moderation_policy)
                    and conversation.reasons.exists(),
                    hint="With the reasons for which some are sent back",
                ),
                item(
                    "Statements to get started",
                    "desk_statements",
                    is_done=seeds > 0,
                    hint=f"{seeds} so far. Eight to fifteen are a good start"
                    if seeds
                    else "Eight to fifteen are a good start",
                ),
                item(
                    "Is it fair? Four questions",
                    "conversation_gunning",
                    is_done=hasattr(conversation, "gunning"),
                    hint="The Gunning principles",
                ),
            ],
        }
    ]


def show_standing(conversation: Conversation) -> dict[str, Any]:
    phase = conversation.get_phase()
    return {
        "phase": phase.label,
        "colour": PHASE_COLOURS.get(phase, "grey"),
        "times": say_times(conversation, phase) if phase != Phase.DRAFT else "",
        "is_draft": phase == Phase.DRAFT,
        "is_open": phase == Phase.OPEN,
        "is_over": phase == Phase.CLOSED,
        "takes_paper": conversation.takes_paper,
        "is_brought_in": conversation.is_brought_in,
        "paper_until": spoken_date(conversation.paper_until),
        "question": conversation.question,
        "slug": conversation.slug,
        "has_room_door": conversation.has_room_door,
        "has_invitation_door": conversation.has_invitation_door,
        "scope": name_scope(conversation),
    }


def show_queue(
    cohort: Cohort,
    conversation: Conversation,
    rows: Iterable[Statement],
    alike: Mapping[int, Iterable[Statement]],
) -> list[dict[str, Any]]:
    """What waits to be read, with how long it has, and what says nearly the same."""
    return [
        show_words_and_link(cohort, conversation, row)
        | {
            "origin": say_origin(row),
            "wait": say_wait(row.written_at),
            "alike": show_alike(cohort, conversation, alike[row.pk]),
        }
        for row in rows
    ]


def show_alike(
    cohort: Cohort, conversation: Conversation, rows: Iterable[Statement]
) -> list[dict[str, Any]]:
    """Statements like another: an open one to join it with, or one that waits too."""
    return [
        show_words_and_link(cohort, conversation, row)
        | {
            "waits": row.state == StatementState.WAITING,
        }
        for row in rows
    ]


def show_words_and_link(
    cohort: Cohort, conversation: Conversation, row: Statement
) -> dict[str, Any]:
    """A statement in a moderator's list, with the page on which it is read."""
    return {
        "number": row.number,
        "text": row.text,
        "language": row.language,
        "direction": find_direction(row.language),
        "url": reverse("desk_statement", args=[cohort.slug, conversation.slug, row.pk]),
    }


def show_appeals(
    cohort: Cohort,
    conversation: Conversation,
    rows: Iterable[Appeal],
    person: Any,
    changed: Collection[int],
) -> list[dict[str, Any]]:
    """Second looks that wait; those for somebody else say so.

    `changed` are the numbers of the statements whose words the person has changed.
    """
    return [
        {
            "text": row.review.statement.text,
            "wait": say_wait(row.asked_at),
            "is_yours": row.first_by_id != person.pk
            and row.review.statement.number not in changed,
            "url": reverse(
                "desk_second_look", args=[cohort.slug, conversation.slug, row.pk]
            ),
        }
        for row in rows
    ]


def show_all_statements(
    cohort: Cohort, conversation: Conversation, rows: Iterable[Any]
) -> list[list[Any]]:
    """Every statement in its present version, with where it is looked at."""
    return [
        [
            {
                "text": format_html(
                    "{}. {}", row.number, mark_words(row.language, row.text)
                ),
                "href": reverse(
                    "desk_statement", args=[cohort.slug, conversation.slug, row.pk]
                ),
            },
            say_state(row, conversation),
            say_origin(row),
            row.vote_count,
        ]
        for row in rows
    ]


def say_state(statement: Statement, conversation: Conversation) -> str:
    """How a statement stands, in words that hold after the end as well."""
    is_over = conversation.get_phase() == Phase.CLOSED
    if is_over and statement.state == StatementState.PUBLISHED:
        return "In the results"
    is_ours = statement.origin != Origin.ELSEWHERE
    if is_ours or statement.state != StatementState.RETURNED:
        return str(statement.get_state_display())
    return "Taken out on Polis"


def say_who_hears(statement: Statement, *, has_address: bool) -> str:
    """How the author hears what became of it; empty when nobody can be told."""
    if has_address:
        return "The author is told."
    if statement.author_hash and statement.entered_by_id is None:
        return "The author finds it in their browser."
    return ""


def show_review(statement: Statement) -> dict[str, Any]:
    """One statement as a moderator looks at it."""
    state = say_state(statement, statement.conversation)
    return {
        "pk": statement.pk,
        "number": statement.number,
        **show_words(statement),
        "is_taken_down": statement.taken_down_at is not None,
        "origin": say_origin(statement),
        "state": state[0].lower() + state[1:],
        "wait": say_wait(statement.written_at),
        "before": mark_words(statement.replaces.language, statement.replaces.text)
        if statement.replaces
        else "",
        "entered_by": str(statement.entered_by or ""),
        "reviews": [
            {
                "day": spoken_date(review.at),
                "outcome": review.get_outcome_display(),
                "reason": str(review.reason or ""),
                "note": review.note,
                "by": str(review.by or "Published at once"),
            }
            for review in statement.reviews.select_related("by", "reason")
        ],
    }


def show_batches(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Batches from `list_batches`."""
    return [
        {
            "pk": row.pk,
            "name": row.name,
            "used": say_used(row.used, row.size),
            "expires": spoken_date(row.expires_at),
            "is_revoked": row.revoked_at is not None,
        }
        for row in rows
    ]


def say_used(used: int, size: int) -> str:
    """How many of a batch are used, in steps: one more would tell that somebody came.

    Whoever handed the letters out may know to whom.
    """
    if used == 0:
        return f"None of {size} used"
    if used < LEAST_SHOWN:
        return f"A few of {size} used"
    return f"At least {used - used % LEAST_SHOWN} of {size} used"


def show_patterns(rows: Iterable[Any]) -> list[dict[str, Any]]:
    """Voters with a flag, or left out: what was noticed, never how they voted."""
    return [
        {
            "pk": row.pk,
            "kinds": [PatternKind(flag.kind).label for flag in row.flags.all()],
            "votes": row.vote_count,
            "door": row.get_door_display(),
            "because": row.removed_because,
            "is_left_out": row.removed_on is not None,
        }
        for row in rows
    ]


def show_exports(rows: Iterable[Any]) -> list[list[Any]]:
    """Who took single votes out of the site, when and what for."""
    return [
        [str(row.by), spoken_moment(row.at), row.reason, row.voters, row.votes]
        for row in rows
    ]
