"""Ways of voting that a program or a prank might leave. Pure; it judges nobody.

Each kind is a reason to look twice. What came on paper or aloud is typed in by others
and quickly, so it is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import prod

from lehc.conversations.enums import PatternKind

# Fewer answers than these happen by chance too often.
FEWEST_ALIKE, FEWEST_FAST, FEWEST_ONE_BUTTON = 5, 8, 10
ALIKE_WITH, ALIKE_WITHIN = 3, timedelta(minutes=10)
FAST = timedelta(seconds=1)
# Rows of answers are looked at when chance would give fewer than this many of them.
FEW_BY_CHANCE = 0.01
# So many more others are taken to have answered the same: of few we know little.
TAKEN_FOR_SAME = 2
# Nor when one person differs by an answer or two for every five who are alike.
MOST_DIFFERING, ALIKE_PER_NEIGHBOUR = 2, 5


@dataclass(frozen=True)
class TimedVote:
    voter: int
    statement: int
    value: int
    cast_at: datetime


Rows = Mapping[int, Sequence[TimedVote]]
Answers = frozenset[tuple[int, int]]  # of a statement and a value
Counts = Counter[tuple[int, int]]


def find_patterns(votes: Iterable[TimedVote]) -> dict[PatternKind, set[int]]:
    """The voters that show each pattern."""
    by_voter: dict[int, list[TimedVote]] = defaultdict(list)
    for vote in sorted(votes, key=lambda vote: vote.cast_at):
        by_voter[vote.voter].append(vote)
    return {
        PatternKind.SAME_VOTES: find_alike(by_voter),
        PatternKind.TOO_FAST: {k for k, rows in by_voter.items() if is_fast(rows)},
        PatternKind.ONE_BUTTON: find_one_button(by_voter),
    }


def find_alike(by_voter: Rows) -> set[int]:
    """Voters whose answers are those of three others who came within ten minutes.

    Answers that chance brings together as well are passed over.
    """
    answers = read_answers(by_voter)
    everybody = count_answers(answers.values())
    same: dict[Answers, list[tuple[datetime, int]]] = defaultdict(list)
    for voter, rows in by_voter.items():
        if len(rows) >= FEWEST_ALIKE:
            same[answers[voter]].append((rows[0].cast_at, voter))
    found: set[int] = set()
    for row, arrivals in same.items():
        together = find_together(arrivals)
        if together and is_unlikely(
            row, {voter for _, voter in arrivals}, answers, everybody
        ):
            found |= together
    return found


def find_together(arrivals: Iterable[tuple[datetime, int]]) -> set[int]:
    """Those of four or more who came within ten minutes."""
    ordered = sorted(arrivals)
    found: set[int] = set()
    for start, first in enumerate(ordered[:-ALIKE_WITH]):
        group = ordered[start : start + ALIKE_WITH + 1]
        if group[-1][0] - first[0] <= ALIKE_WITHIN:
            found |= {voter for _, voter in group}
    return found


def find_one_button(by_voter: Rows) -> set[int]:
    """Voters who gave one answer to everything, where chance would hardly do that."""
    answers = read_answers(by_voter)
    everybody = count_answers(answers.values())
    pressed: dict[int, set[int]] = defaultdict(set)
    for voter, rows in by_voter.items():
        if len(rows) >= FEWEST_ONE_BUTTON and len({row.value for row in rows}) == 1:
            pressed[rows[0].value].add(voter)
    found: set[int] = set()
    for voters in pressed.values():
        unlikely = {
            row: is_unlikely(row, voters, answers, everybody)
            for row in {answers[voter] for voter in voters}
        }
        found |= {voter for voter in voters if unlikely[answers[voter]]}
    return found


def read_answers(by_voter: Rows) -> dict[int, Answers]:
    return {
        voter: frozenset((row.statement, row.value) for row in rows)
        for voter, rows in by_voter.items()
    }


def count_answers(rows: Iterable[Answers]) -> Counts:
    """How many gave each answer to each statement."""
    return Counter(pair for row in rows for pair in row)


def is_unlikely(
    row: Answers, alike: set[int], answers: Mapping[int, Answers], everybody: Counts
) -> bool:
    """Whether neither chance nor thinking alike explains that `alike` gave the row.

    People who think alike have neighbours, who say nearly the same; a flood has none.
    """
    counts = everybody - count_answers(answers[voter] for voter in alike)
    if expect_equal(row, counts, len(answers)) >= FEW_BY_CHANCE:
        return False
    near = sum(
        is_near(row, each) for voter, each in answers.items() if voter not in alike
    )
    return near * ALIKE_PER_NEIGHBOUR < len(alike)


def is_near(row: Answers, other: Answers) -> bool:
    """Whether somebody answered all of these statements, and one or two otherwise."""
    differing = row - other
    return 0 < len(differing) <= MOST_DIFFERING and {
        statement for statement, _ in differing
    } <= {statement for statement, _ in other}


def expect_equal(
    answers: Iterable[tuple[int, int]], others: Counts, voters: int
) -> float:
    """How many of all voters would give these answers by chance.

    n × Π (a + 2) / (b + 2), where b others answered the statement, a of them the same.
    Others are all whose rows are not in question: with a flood among them, its answers
    would look usual. So with no others it is n, and nobody is looked at. It takes a
    person's answers for independent, and so expects too few where people think alike;
    is_unlikely looks for those.
    """
    answered: Counter[int] = Counter()
    for (statement, _), count in others.items():
        answered[statement] += count
    shares = (
        (others[statement, value] + TAKEN_FOR_SAME)
        / (answered[statement] + TAKEN_FOR_SAME)
        for statement, value in answers
    )
    return voters * prod(shares)


def is_fast(rows: Sequence[TimedVote]) -> bool:
    """Whether most answers came within a second of the one before."""
    if len(rows) < FEWEST_FAST:
        return False
    gaps = [later.cast_at - earlier.cast_at for earlier, later in pairwise(rows)]
    return sum(gap < FAST for gap in gaps) > len(gaps) / 2
