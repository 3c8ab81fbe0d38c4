"""Does a vote log hold? Reads everything, changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from lehc.conversations.chain import BEGINNING, commit_to_vote, link_entry
from lehc.conversations.enums import EntryKind
from lehc.conversations.models import ChainHead, Conversation, LogEntry, Vote

TAKEN_BACK = frozenset({EntryKind.UNDONE, EntryKind.WITHDRAWAL, EntryKind.FORGOTTEN})


@dataclass(frozen=True)
class Verdict:
    """What was checked, and each fault in words; no faults means the log holds."""

    entries: int
    votes: int
    taken_back: int
    heads: int
    hash: str
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.faults


def verify_log(conversation: Conversation) -> Verdict:
    """Check every hash, every vote against its commitment, the counts and the heads."""
    faults: list[str] = []
    hashes, counts = walk_entries(conversation, faults)
    commitments = read_commitments(conversation)
    votes = check_votes(conversation, commitments, faults)
    taken_back = sum(counts[kind] for kind in TAKEN_BACK)
    expected = counts[EntryKind.VOTE] - taken_back
    if votes != expected:
        faults.append(
            f"The log speaks of {expected} votes that count now; there are {votes}."
        )
    heads = check_heads(conversation, hashes, faults)
    return Verdict(len(hashes) - 1, votes, taken_back, heads, hashes[-1], tuple(faults))


def walk_entries(
    conversation: Conversation, faults: list[str]
) -> tuple[list[str], dict[str, int]]:
    """The hash after each entry (the beginning first), and how many votes each kind
    of entry speaks of."""
    hashes, counts = [BEGINNING], dict.fromkeys(EntryKind.values, 0)
    rows = LogEntry.objects.filter(conversation=conversation).order_by("number")
    fields = ("number", "kind", "day", "count", "commitment", "hash")
    for number, kind, day, count, commitment, stored in rows.values_list(
        *fields
    ).iterator(chunk_size=5000):
        expected = link_entry(
            hashes[-1],
            conversation=conversation.pk,
            number=number,
            kind=kind,
            day=day,
            count=count,
            commitment=commitment,
        )
        if number != len(hashes):
            faults.append(f"Entry {len(hashes)} is missing.")
        if stored != expected and not faults:
            faults.append(f"Entry {number} does not fit the one before it.")
        hashes.append(stored)
        counts[kind] += count
    return hashes, counts


def read_commitments(conversation: Conversation) -> dict[int, str]:
    rows = LogEntry.objects.filter(conversation=conversation).exclude(commitment="")
    return dict(rows.values_list("pk", "commitment").iterator(chunk_size=5000))


def check_votes(
    conversation: Conversation, commitments: dict[int, str], faults: list[str]
) -> int:
    """Each vote against what its entry committed to; returns how many there are."""
    rows = Vote.objects.filter(voter__conversation=conversation).order_by()
    total = 0
    fields = ("entry_id", "salt", "voter_id", "statement_id", "value", "matters")
    for entry, salt, voter, statement, value, matters in rows.values_list(
        *fields
    ).iterator(chunk_size=5000):
        total += 1
        rebuilt = commit_to_vote(
            salt=salt, voter=voter, statement=statement, value=value, matters=matters
        )
        if commitments.get(entry) != rebuilt:
            faults.append(f"Vote of entry {entry} is not what was logged.")
    return total


def check_heads(
    conversation: Conversation, hashes: list[str], faults: list[str]
) -> int:
    """The published heads against the log as it is now; returns how many."""
    heads = list(ChainHead.objects.filter(conversation=conversation))
    for head in heads:
        found = hashes[head.number] if head.number < len(hashes) else None
        if found != head.hash:
            faults.append(f"The log does not fit the head published on {head.day}.")
    return len(heads)
