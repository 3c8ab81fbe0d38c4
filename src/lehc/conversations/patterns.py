"""Ways of voting that a program or a prank might leave. Pure; it judges nobody.

Each kind is a reason to look twice. What came on paper or aloud is typed in by others
and quickly, so it is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from lehc.conversations.enums import PatternKind

# Fewer answers than these happen by chance too often.
FEWEST_ALIKE, FEWEST_FAST, FEWEST_ONE_BUTTON = 5, 8, 10
ALIKE_WITH, ALIKE_WITHIN = 3, timedelta(minutes=10)
FAST = timedelta(seconds=1)


@dataclass(frozen=True)
class TimedVote:
    voter: int
    statement: int
    value: int
    cast_at: datetime


def find_patterns(votes: Iterable[TimedVote]) -> dict[PatternKind, set[int]]:
    """The voters that show each pattern."""
    by_voter: dict[int, list[TimedVote]] = defaultdict(list)
    for vote in sorted(votes, key=lambda vote: vote.cast_at):
        by_voter[vote.voter].append(vote)
    return {
        PatternKind.SAME_VOTES: find_alike(by_voter),
        PatternKind.TOO_FAST: {k for k, rows in by_voter.items() if is_fast(rows)},
        PatternKind.ONE_BUTTON: {
            k for k, rows in by_voter.items() if is_one_button(rows)
        },
    }


def find_alike(by_voter: dict[int, list[TimedVote]]) -> set[int]:
    """Voters whose answers are those of three others who came within ten minutes."""
    same: dict[frozenset[tuple[int, int]], list[tuple[datetime, int]]] = defaultdict(
        list
    )
    for voter, rows in by_voter.items():
        if len(rows) >= FEWEST_ALIKE:
            answers = frozenset((row.statement, row.value) for row in rows)
            same[answers].append((rows[0].cast_at, voter))
    found: set[int] = set()
    for arrivals in same.values():
        arrivals.sort()
        for first, last in zip(arrivals, arrivals[ALIKE_WITH:], strict=False):
            if last[0] - first[0] <= ALIKE_WITHIN:
                start, end = arrivals.index(first), arrivals.index(last)
                found |= {voter for _, voter in arrivals[start : end + 1]}
    return found


def is_fast(rows: Sequence[TimedVote]) -> bool:
    """Whether most answers came within a second of the one before."""
    if len(rows) < FEWEST_FAST:
        return False
    gaps = [later.cast_at - earlier.cast_at for earlier, later in pairwise(rows)]
    return sum(gap < FAST for gap in gaps) > len(gaps) / 2


def is_one_button(rows: Sequence[TimedVote]) -> bool:
    return len(rows) >= FEWEST_ONE_BUTTON and len({row.value for row in rows}) == 1
