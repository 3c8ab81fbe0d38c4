from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from lehc.conversations.enums import Door
from lehc.conversations.models import (
    Conversation,
    LogEntry,
    Snapshot,
    Statement,
    Vote,
    Voter,
)
from lehc.conversations.queries.voting import count_voters, list_counted


def find_snapshot(conversation: Conversation) -> Snapshot | None:
    """The results as they are shown now."""
    return Snapshot.objects.filter(conversation=conversation).first()


def count_people(conversation: Conversation) -> int:
    """Who has voted; of a conversation held elsewhere, who counts in its results.

    There some have voted only on statements that were taken out.
    """
    newest = find_snapshot(conversation) if conversation.is_brought_in else None
    return newest.voters if newest else count_voters(conversation)


def count_moves_since(snapshot: Snapshot) -> int:
    """At least how many counted voters differ from those of the results, or voted.

    Whoever came and left between two versions is in neither. Those who left leave no
    trace, so their number is bounded: fewer are left untouched than were counted.
    """
    counted = list_counted(snapshot.conversation)
    later = Vote.objects.counted().filter(
        voter=OuterRef("pk"), entry__number__gt=snapshot.entry_number
    )
    found = counted.order_by().aggregate(
        all=Count("pk"), voted=Count("pk", filter=Exists(later))
    )
    untouched = found["all"] - found["voted"]
    if untouched > snapshot.voters:  # some came back
        return int(found["voted"] + untouched - snapshot.voters)
    return int(max(found["voted"], snapshot.voters - untouched))


def find_last_number(conversation: Conversation) -> int:
    """The number of the newest entry of the log; 0 while there is none."""
    rows = LogEntry.objects.filter(conversation=conversation).order_by("-number")
    return rows.values_list("number", flat=True).first() or 0


def find_last_vote(conversation: Conversation) -> datetime | None:
    """When somebody last answered, whatever it was."""
    rows = Vote.objects.filter(voter__conversation=conversation)
    return rows.aggregate(last=Max("cast_at"))["last"]


def find_flagged(conversation: Conversation) -> set[int]:
    """The ids of counted voters with a flag."""
    rows = Voter.objects.counted().filter(conversation=conversation)
    return set(rows.filter(flags__isnull=False).values_list("pk", flat=True))


def count_left_out(conversation: Conversation) -> int:
    """How many voters the team has left out of the results."""
    rows = Voter.objects.filter(conversation=conversation, removed_on__isnull=False)
    return rows.count()


def count_doors(conversation: Conversation) -> dict[Door, int]:
    """Counted voters by the door they came in by."""
    voters = list_counted(conversation).order_by()
    rows = voters.values_list("door").annotate(count=Count("pk"))
    return {Door(door): count for door, count in rows}


def count_matters(conversation: Conversation) -> dict[str, int]:
    """To how many people a statement matters, by its id, where it does to anybody."""
    rows = Vote.objects.counted().filter(voter__conversation=conversation, matters=True)
    found = rows.order_by().values_list("statement").annotate(count=Count("pk"))
    return {str(pk): count for pk, count in found}


def list_results_statements(conversation: Conversation) -> QuerySet[Statement]:
    """What results speak of: open statements, with their translations."""
    rows = Statement.objects.published().filter(conversation=conversation)
    return rows.prefetch_related("translations")


def count_log(conversation: Conversation) -> dict[str, int]:
    """What happened to statements, in public counts."""
    rows = Statement.objects.filter(conversation=conversation)
    return rows.aggregate(
        all=Count("pk"),
        seeds=Count("pk", filter=Q(origin="seed", version=1)),
        written=Count("pk", filter=Q(origin="participant", version=1)),
        open=Count("pk", filter=Q(state="published", origin="participant")),
        waiting=Count("pk", filter=Q(state="waiting")),
        returned=Count("pk", filter=Q(state="returned")),
        merged=Count("pk", filter=Q(state="merged")),
        reworded=Count("pk", filter=Q(version__gt=1)),
        taken_back=Count("pk", filter=Q(state="withdrawn")),
        taken_down=Count(
            "pk", filter=Q(taken_down_at__isnull=False) & ~Q(state="replaced")
        ),
    )


def count_reasons(conversation: Conversation) -> list[tuple[str, int]]:
    """How often each published reason stands now."""
    rows = conversation.reasons.annotate(
        count=Count(
            "statementreview", filter=Q(statementreview__statement__state="returned")
        )
    )
    return list(rows.values_list("words", "count"))


def count_entries(conversation: Conversation) -> dict[str, tuple[int, int]]:
    """Entries of the log and the votes they speak of, by kind."""
    rows = LogEntry.objects.filter(conversation=conversation).order_by()
    summed = rows.values_list("kind").annotate(entries=Count("pk"), votes=Sum("count"))
    return {kind: (entries, votes) for kind, entries, votes in summed}
