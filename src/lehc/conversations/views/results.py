"""What came out, what was decided, and the record of how it went."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lehc.conversations.actions.results import refresh_results
from lehc.conversations.calculations.agreement import measure_agreement
from lehc.conversations.calculations.mapping import find_nearest, find_place
from lehc.conversations.enums import EntryKind
from lehc.conversations.models import Conversation, Snapshot, Statement, Voter
from lehc.conversations.presenters.opinion_map import show_map
from lehc.conversations.presenters.public import show_conversation
from lehc.conversations.presenters.results import (
    say_voters,
    show_doors,
    show_results,
)
from lehc.conversations.presenters.statements import (
    say_rung,
    show_decisions,
    show_unanswered,
)
from lehc.conversations.queries.results import (
    count_entries,
    count_left_out,
    count_log,
    count_reasons,
    list_results_statements,
)
from lehc.conversations.queries.statements import list_decisions, list_unanswered
from lehc.conversations.queries.voting import count_voters, read_answers
from lehc.conversations.views.seats import find_seat


@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Where people agree and where they differ, with how sure that is."""
    seat = find_seat(request, slug)
    context = {"conversation": show_conversation(seat.conversation)}
    return render(
        request,
        "conversations/results.html",
        context | read_results(seat.conversation, seat.voter),
    )


def read_results(
    conversation: Conversation, voter: Voter | None = None
) -> dict[str, Any]:
    """The present version of the results, or how many voters there are yet."""
    shown = refresh_results(conversation=conversation)
    snapshot = shown.snapshot
    if snapshot is None:
        voters = count_voters(conversation)
        return {
            "results": None,
            "voters": voters,
            "is_being_made": shown.is_being_made,
            "is_quiet_awaited": shown.is_quiet_awaited,
            "was_shown": shown.was_shown,
        }
    statements = list(list_results_statements(conversation))
    return {
        "results": show_results(
            snapshot,
            statements,
            measure_agreement(snapshot.counts),
            has_without=bool(snapshot.found_unflagged),
        ),
        "map": read_map(snapshot, statements, voter),
        "doors": show_doors(snapshot.doors, conversation.doors),
        "left_out": say_voters(count_left_out(conversation)),
        "is_being_made": shown.is_being_made,
        "is_quiet_awaited": shown.is_quiet_awaited,
    }


def read_map(
    snapshot: Snapshot, statements: list[Statement], voter: Voter | None
) -> dict[str, Any] | None:
    """The map, with the reader's own place on it; None for older versions."""
    if not snapshot.found:
        return None
    mine = None
    if voter is not None and snapshot.found["state"] == "groups":
        place = find_place(snapshot.found, read_answers(voter))
        mine = place and (place, find_nearest(snapshot.found, place))
    by_id = {statement.pk: statement for statement in statements}
    return show_map(snapshot.found, snapshot.found_unflagged, by_id, mine)


@require_safe
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """You said, we did: every decision, and what still waits for an answer."""
    conversation = find_seat(request, slug).conversation
    return render(
        request,
        "conversations/decisions.html",
        {
            "conversation": show_conversation(conversation),
            "decisions": show_decisions(list_decisions(conversation)),
            "unanswered": show_unanswered(list_unanswered(conversation)),
            "rung": say_rung(conversation.rung),
        },
    )


@require_safe
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """The public record: what happened to statements, and the vote log's hashes."""
    conversation = find_seat(request, slug).conversation
    entries = count_entries(conversation)
    newest = conversation.log.order_by("-number").first()
    return render(
        request,
        "conversations/record.html",
        {
            "conversation": show_conversation(conversation),
            "counts": count_log(conversation),
            "reason_columns": ["Reason", {"label": "Statements", "numeric": True}],
            "reasons": [list(pair) for pair in count_reasons(conversation)],
            "entry_columns": [
                "What happened",
                {"label": "Entries", "numeric": True},
                {"label": "Votes", "numeric": True},
            ],
            "entries": [
                [EntryKind(kind).label, *counts] for kind, counts in entries.items()
            ],
            "newest": newest,
            "heads": conversation.heads.all()[:60],
        },
    )
