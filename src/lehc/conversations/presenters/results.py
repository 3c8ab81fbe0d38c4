"""The results: words first, the table after them, and how sure we are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString

from lehc.conversations.calculations.agreement import Agreement
from lehc.conversations.enums import Door, Origin
from lehc.conversations.models import Snapshot, Statement
from lehc.conversations.presenters.public import DOOR_WORDS
from lehc.conversations.presenters.voting import say_origin, show_words, write_cell
from lehc.conversations.small_numbers import LEAST_SHOWN, STEP, find_band
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
HALF = 0.5


def show_results(
    snapshot: Snapshot,
    statements: Iterable[Statement],
    agreement: dict[int, Agreement],
    without: dict[int, Agreement] | None,
) -> dict[str, Any]:
    """Everything the page says of one version of the results."""
    pairs = rank(statements, agreement)
    return {
        "voters": snapshot.voters,
        "made": spoken_moment(snapshot.made_at),
        "step": STEP,
        "agreed": [say_line(*pair) for pair in pairs if is_agreed(pair[1])][:MOST_SAID],
        "against": [say_line(*p) for p in pairs if is_against(p[1])][::-1][:MOST_SAID],
        "split": [say_line(*p) for p in pairs if is_split(p[1])][:MOST_SAID],
        "matter": show_matters(snapshot, pairs),
        "columns": COLUMNS,
        "rows": [show_row(*pair) for pair in pairs],
        "flagged": say_voters(snapshot.flagged),
        "without_columns": ["Statement", *COLUMNS[2:4]],
        "without_rows": show_without(pairs, without) if without else [],
    }


def rank(
    statements: Iterable[Statement], agreement: dict[int, Agreement]
) -> list[tuple[Statement, Agreement]]:
    """Statements with votes, the surest agreement first."""
    known = [(row, agreement[row.pk]) for row in statements if row.pk in agreement]
    return sorted(known, key=lambda pair: (-pair[1].low, -pair[1].high, pair[0].number))


def is_agreed(found: Agreement) -> bool:
    """More than half agree, and that is no accident of who answered.

    Where only a step may be shown, its lower end must be more than half of the voters:
    the interval would be too wide to say anything of a room of twelve.
    """
    if found.shown.agree is None:
        return False
    if found.shown.is_exact:
        return found.low > HALF
    return found.shown.agree[0] > HALF * found.shown.votes


def is_against(found: Agreement) -> bool:
    """Fewer than half agree, by the same measure."""
    if found.shown.agree is None:
        return False
    if found.shown.is_exact:
        return found.high < HALF
    return found.shown.agree[1] < HALF * found.shown.votes


def is_split(found: Agreement) -> bool:
    """Both sides are large: neither is below five, and we show both."""
    return (
        found.shown.is_exact
        and found.shown.disagree is not None
        and found.low < HALF < found.high
    )


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
        percent_or_hidden(shown.disagree, shown.votes),
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


def percent_or_hidden(count: int | None, votes: int) -> str:
    return "hidden" if count is None else f"{round(100 * count / votes)}%"


def show_without(
    pairs: list[tuple[Statement, Agreement]], without: dict[int, Agreement]
) -> list[list[Any]]:
    """The same statements without the voters that are looked at twice.

    Where so few of these answered that the difference would tell what they said, a
    statement is left out.
    """
    return [
        [say_words(row), say_share(found), say_interval(found)]
        for row, all_of_them in pairs
        if (found := without.get(row.pk)) is not None
        and found.shown.agree is not None
        and not 0 < all_of_them.shown.votes - found.shown.votes < LEAST_SHOWN
    ]


def say_voters(count: int) -> str:
    """A number of voters that may be small; nothing for none."""
    if count == 0:
        return ""
    return f"{count} voters" if count >= LEAST_SHOWN else "A few voters"


def show_doors(counts: Mapping[str, int]) -> list[str]:
    """By which doors people came in; no small number is told, nor follows from others.

    Where one door alone is small, the number of all less the others would tell it: the
    next smallest is then hidden too.
    """
    largest_first = sorted(counts.items(), key=lambda pair: -pair[1])
    hidden = {door for door, count in largest_first if count < LEAST_SHOWN}
    if len(hidden) == 1 and len(largest_first) > 1:
        hidden.add(largest_first[-2][0])
    return [
        f"{DOOR_WORDS[Door(door)]} "
        + (f"{count} voters." if door not in hidden else "a few voters: not told.")
        for door, count in largest_first
    ]
