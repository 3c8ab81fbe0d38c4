"""The results: words first, the table after them, and how sure we are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString

from lehc.conversations.calculations.agreement import Agreement, measure_without
from lehc.conversations.enums import Door, Origin
from lehc.conversations.models import Snapshot, Statement
from lehc.conversations.presenters.public import DOOR_WORDS
from lehc.conversations.presenters.voting import say_origin, show_words, write_cell
from lehc.conversations.small_numbers import (
    LEAST_SHOWN,
    STEP,
    ShownCounts,
    find_band,
)
from lehc.design.templatetags.design import spoken_moment

COLUMNS: list[Any] = [
    "Statement",
    {"label": "Answers", "numeric": True},
    {"label": "Agree", "numeric": True},
    {"label": "Likely between", "numeric": True},
    {"label": "Disagree", "numeric": True},
    {"label": "Pass", "numeric": True},
]
MOST_SAID = 5
HALF, THIRD = 0.5, 1 / 3


def show_results(
    snapshot: Snapshot,
    statements: Iterable[Statement],
    agreement: dict[int, Agreement],
    *,
    has_without: bool,
) -> dict[str, Any]:
    """Everything the page says of one version of the results.

    `has_without`: there are enough flagged and other voters to show them apart.
    """
    pairs = rank(statements, agreement)
    agreed = [say_line(*pair) for pair in pairs if is_agreed(pair[1])]
    against = [say_line(*pair) for pair in pairs[::-1] if is_against(pair[1])]
    split = [say_split(*pair) for pair in pairs if is_split(pair[1])]
    return {
        "voters": snapshot.voters,
        "made": spoken_moment(snapshot.made_at),
        "step": STEP,
        "agreed": say_first(agreed),
        "against": say_first(against),
        "split": say_first(split),
        "matter": show_matters(snapshot, pairs),
        "columns": COLUMNS,
        "rows": [show_row(*pair) for pair in pairs],
        "flagged": say_voters(snapshot.flagged),
        "without_columns": ["Statement", *COLUMNS[2:4]],
        "without_rows": show_without(pairs, snapshot) if has_without else [],
    }


def say_first(lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The first few of a list, and how many more the table has."""
    return {"lines": lines[:MOST_SAID], "more": max(0, len(lines) - MOST_SAID)}


def rank(
    statements: Iterable[Statement], agreement: dict[int, Agreement]
) -> list[tuple[Statement, Agreement]]:
    """Statements with votes, the surest agreement first."""
    known = [(row, agreement[row.pk]) for row in statements if row.pk in agreement]
    return sorted(known, key=lambda p: (-p[1].rank, -p[1].high, p[0].number))


def is_agreed(found: Agreement) -> bool:
    """More than half of those who answered agree, whichever count of a step it is.

    It speaks of those who answered; how many of everybody would is the interval. What
    splits people stands where they differ, and only there.
    """
    shown = found.shown
    is_more = shown.agree is not None and shown.agree[0] > HALF * shown.votes
    return is_more and not is_split(found)


def is_against(found: Agreement) -> bool:
    """Fewer than half of those who answered agree, by the same measure."""
    shown = found.shown
    is_fewer = shown.agree is not None and shown.agree[1] < HALF * shown.votes
    return is_fewer and not is_split(found)


def is_split(found: Agreement) -> bool:
    """Both sides are large: of those who take one, a third at least are on either."""
    shown = found.shown
    if not shown.is_exact or not shown.disagree_least:
        return False
    assert shown.agree is not None
    sides = (shown.agree[0], shown.disagree_least)
    return min(sides) >= max(LEAST_SHOWN, THIRD * sum(sides))


def say_split(statement: Statement, found: Agreement) -> dict[str, Any]:
    """“32 of 64 agree, at least 28 disagree”."""
    shown = found.shown
    least = "" if shown.disagree == shown.disagree_least else "at least "
    said = f"{say_agreement(found)}, {least}{shown.disagree_least} disagree"
    return show_words(statement) | {"said": said}


def say_line(statement: Statement, found: Agreement) -> dict[str, Any]:
    return show_words(statement) | {"said": say_agreement(found)}


def show_matters(
    snapshot: Snapshot, pairs: Iterable[tuple[Statement, Agreement]]
) -> list[dict[str, Any]]:
    """What matters to most people, where it does to five or more."""
    counted = [
        (row, snapshot.matters.get(str(row.pk), 0), found.shown.votes)
        for row, found in pairs
    ]
    known = [one for one in counted if one[1] >= LEAST_SHOWN]
    known.sort(key=lambda one: (-one[1], one[0].number))
    return [
        show_words(row) | {"said": f"matters to {say_of(count, votes)}"}
        for row, count, votes in known[:MOST_SAID]
    ]


def say_of(count: int, votes: int) -> str:
    """“7 of 12”, or a band where the rest would be a handful."""
    fewest, most = find_band(count, votes)
    return f"{count} of {votes}" if fewest == most else f"at least {fewest} of {votes}"


def say_agreement(found: Agreement) -> str:
    """“7 of 12 agree”, or the band that keeps a handful from being told apart."""
    shown = found.shown
    if shown.agree is None:
        return "too few answers to show"
    fewest, most = shown.agree
    if fewest == most:
        return f"{fewest} of {shown.votes} agree"
    if most == shown.votes and fewest:
        return f"at least {fewest} of {shown.votes} agree"
    if fewest == 0 and most < shown.votes:
        return f"at most {most} of {shown.votes} agree"
    return "too few answers to show"


def show_row(statement: Statement, found: Agreement) -> list[Any]:
    shown = found.shown
    if shown.agree is None:
        few = f"fewer than {LEAST_SHOWN}"
        return [say_words(statement), few, None, None, None, None]
    return [
        say_words(statement),
        shown.votes,
        say_share(found),
        say_interval(found),
        say_disagree(shown),
        percent_or_hidden(shown.passes, shown.votes),
    ]


def say_words(statement: Statement) -> SafeString:
    if statement.origin == Origin.ELSEWHERE:
        return write_cell(statement)
    origin = say_origin(statement).lower().replace(" to get started", "")
    return write_cell(statement, f" ({origin})")


def say_share(found: Agreement) -> str:
    shown = found.shown
    if found.share is not None:
        return f"{round(100 * found.share)}%"
    assert shown.agree is not None
    fewest, most = shown.agree
    if fewest == 0 and most == shown.votes:
        return "hidden"
    if fewest == 0:
        return f"at most {round(100 * most / shown.votes)}%"
    return f"at least {round(100 * fewest / shown.votes)}%"


def say_interval(found: Agreement) -> str:
    return f"{round(100 * found.low)}%\u00a0and\u00a0{round(100 * found.high)}%"


def say_disagree(shown: ShownCounts) -> str:
    if shown.disagree is None and shown.disagree_least:
        return f"at least {round(100 * shown.disagree_least / shown.votes)}%"
    return percent_or_hidden(shown.disagree, shown.votes)


def percent_or_hidden(count: int | None, votes: int) -> str:
    return "hidden" if count is None else f"{round(100 * count / votes)}%"


def show_without(
    pairs: list[tuple[Statement, Agreement]], snapshot: Snapshot
) -> list[list[Any]]:
    """The same statements without the voters that are looked at twice.

    Those and the others add up to everybody, whose counts are shown as well, so small
    numbers are hidden as in a table by group; a row that would tell any is left out.
    """
    rows = []
    for statement, _ in pairs:
        key = str(statement.pk)
        others = snapshot.unflagged.get(key, [0, 0, 0])
        flagged = [
            each - other
            for each, other in zip(snapshot.counts[key], others, strict=True)
        ]
        found = measure_without(others, flagged)
        if found is not None:
            rows.append([say_words(statement), say_share(found), say_interval(found)])
    return rows


def say_voters(count: int) -> str:
    """A number of voters that may be small; nothing for none."""
    if count == 0:
        return ""
    return f"{count} voters" if count >= LEAST_SHOWN else "A few voters"


def show_doors(counts: Mapping[str, int], chosen: Iterable[Door]) -> list[str]:
    """By which doors people came in, or could have; no small number follows from it.

    Where one door alone is small, the number of all less the others would tell it: the
    next smallest is then hidden too.
    """
    largest_first = sorted(counts.items(), key=lambda pair: -pair[1])
    hidden = {door for door, count in largest_first if count < LEAST_SHOWN}
    if len(hidden) == 1 and len(largest_first) > 1:
        hidden.add(largest_first[-2][0])
    used = [
        f"{DOOR_WORDS[Door(door)]} "
        + (f"{count} voters." if door not in hidden else "A few voters: not told.")
        for door, count in largest_first
    ]
    unused = [door for door in chosen if door not in counts]
    return used + [f"{DOOR_WORDS[door]} Nobody came in this way." for door in unused]
