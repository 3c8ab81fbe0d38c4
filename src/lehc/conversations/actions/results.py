"""The results as they are shown. A look at the page may make them anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from lehc.background.registry import enqueue_on_commit
from lehc.conversations.actions.integrity import look_for_patterns
from lehc.conversations.calculations.mapping import keep_counts, map_step
from lehc.conversations.calculations.steps import hold_back
from lehc.conversations.enums import EntryKind
from lehc.conversations.models import Conversation, Snapshot
from lehc.conversations.queries.results import (
    count_doors,
    count_matters,
    count_moves_since,
    find_flagged,
    find_last_number,
    find_last_vote,
    find_snapshot,
)
from lehc.conversations.queries.voting import (
    VoteRows,
    count_voters,
    leave_out_people,
    read_votes,
)
from lehc.conversations.small_numbers import LEAST_SHOWN, LEAST_VOTERS, STEP

# Voters whose results are made while somebody waits: too few to look for groups among,
# which takes a few hundredths of a second. To draw people again and again to see
# whether groups hold takes a second, and that is for the worker.
MOST_AT_ONCE = 19
# Entries whose votes are looked at for patterns whenever results are made.
MOST_LOOKED_AT = 50_000
# How long nobody answers before a room's next version is made.
QUIET = timedelta(minutes=2)
ASKED_FOR = 60  # seconds until the worker is asked again


@dataclass(frozen=True)
class Shown:
    """The version of the results to show, if any.

    `is_being_made`: the worker is at a newer one. `is_quiet_awaited`: it comes when
    nobody answers any more. `was_shown`: there was one, and too few voters are left.
    """

    snapshot: Snapshot | None
    is_being_made: bool = False
    is_quiet_awaited: bool = False
    was_shown: bool = False


def refresh_results(*, conversation: Conversation) -> Shown:
    """The results to show: new ones once three voters or more have done something.

    None below ten voters, and until the worker has made the first of a conversation
    of twenty people or more. Between two versions at least three people have voted,
    changed a vote, left or come back, so that no difference tells one person's votes.
    In a room the last one or two to answer would therefore never be in them: while
    people answer, few enough for a room, the next version waits.
    """
    newest, voters = find_snapshot(conversation), count_voters(conversation)
    if newest is not None and voters < LEAST_VOTERS and has_all_voters(conversation):
        return Shown(None, was_shown=True)
    if not is_due(conversation, newest):
        return Shown(newest)
    if voters <= MOST_AT_ONCE:
        if is_busy(conversation):
            return Shown(newest, is_quiet_awaited=True)
        return Shown(make_results(conversation=conversation))
    if cache.add(f"conversations:results:{conversation.pk}", 1, ASKED_FOR):
        enqueue_on_commit("conversations.make_results", conversation_id=conversation.pk)
    return Shown(newest, is_being_made=True)


def has_all_voters(conversation: Conversation) -> bool:
    """Whether those who are missing took their votes back: none is past its time."""
    forgotten = conversation.log.filter(kind=EntryKind.FORGOTTEN)
    return not conversation.is_brought_in and not forgotten.exists()


def is_busy(conversation: Conversation) -> bool:
    """Whether people are answering just now."""
    if not conversation.is_open:
        return False
    last = find_last_vote(conversation)
    return last is not None and timezone.now() - last < QUIET


def is_due(conversation: Conversation, newest: Snapshot | None) -> bool:
    if newest is not None and count_moves_since(newest) < STEP:
        return False
    return count_voters(conversation) >= LEAST_VOTERS


def make_results(*, conversation: Conversation) -> Snapshot | None:
    """Make a version of the results, unless none is due.

    The votes are read once, and the map is worked out with no transaction open: on
    SQLite nobody could vote meanwhile.
    """
    newest = find_snapshot(conversation)
    if not is_due(conversation, newest):
        return newest
    with transaction.atomic():
        entry_number = find_last_number(conversation)
        if entry_number <= MOST_LOOKED_AT:
            look_for_patterns(conversation=conversation)
        rows, flagged = read_votes(conversation), find_flagged(conversation)
        doors, matters = count_doors(conversation), count_matters(conversation)
    made = Snapshot(
        conversation=conversation,
        made_at=timezone.now(),
        entry_number=entry_number,
        doors=doors,
        **describe_votes(rows, flagged & set(rows.person_ids), newest, entry_number),
    )
    made.matters = keep_matters(made, matters, newest.matters if newest else {})
    return add_snapshot(made, after=newest)


def describe_votes(
    rows: VoteRows, flagged: set[int], newest: Snapshot | None, now: int
) -> dict[str, Any]:
    """What a version says, with and without the flagged where they are enough."""
    others = leave_out_people(rows, flagged)
    is_enough = len(flagged) >= LEAST_SHOWN and len(others.person_ids) >= LEAST_VOTERS
    before = newest or Snapshot()
    shown, without = before.counts, before.unflagged
    all_of_them = hold_back(rows, counts=shown, since=before.since, now=now)
    unflagged = hold_back(others, counts=without, since=before.since_unflagged, now=now)
    return {
        "voters": len(rows.person_ids),
        "flagged": len(flagged),
        "counts": keep_counts(all_of_them, shown),
        "unflagged": keep_counts(unflagged, without),
        "since": all_of_them.since,
        "since_unflagged": unflagged.since,
        "found": map_step(all_of_them),
        "found_unflagged": map_step(unflagged) if is_enough else {},
    }


def keep_matters(
    made: Snapshot, counts: dict[str, int], before: dict[str, int]
) -> dict[str, int]:
    """To how many a statement matters: as before where its answers wait."""
    renewed = {key for key, entry in made.since.items() if entry == made.entry_number}
    new = {key: count for key, count in counts.items() if key in renewed}
    return new | {key: count for key, count in before.items() if key not in renewed}


@transaction.atomic
def add_snapshot(made: Snapshot, *, after: Snapshot | None) -> Snapshot:
    """Keep a version, unless somebody else has been quicker: then theirs stands."""
    Conversation.objects.select_for_update().get(pk=made.conversation_id)
    newest = find_snapshot(made.conversation)
    if newest is not None and newest != after:
        return newest
    made.save()
    return made
