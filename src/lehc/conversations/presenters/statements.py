"""What authors are told, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.html import format_html

from lehc.conversations.enums import Answer, Origin, Rung, StatementState
from lehc.conversations.models import (
    Decision,
    DecisionMove,
    Statement,
    StatementReview,
)
from lehc.conversations.presenters.public import say_wait
from lehc.conversations.presenters.voting import mark_words, show_statement, show_words
from lehc.conversations.rules import find_first, may_be_appealed
from lehc.design.templatetags.design import spoken_date

STATE_COLOURS = {
    StatementState.WAITING: "sun",
    StatementState.PUBLISHED: "leaf",
    StatementState.RETURNED: "coral",
}
ANSWER_COLOURS = {Answer.WILL: "sun", Answer.DID: "leaf", Answer.DID_NOT: "coral"}


def show_mine(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """An author's own statements: how each stands, why, and what can be done."""
    return [show_own(statement) for statement in statements]


def show_own(statement: Statement) -> dict[str, Any]:
    reviews = list(statement.reviews.all())
    review = reviews[0] if reviews else None
    asked = getattr(review, "appeal", None) if review else None
    answered = asked or find_granted(reviews[1:2])
    return {
        "number": statement.number,
        **show_words(statement),
        "state": statement.get_state_display(),
        "colour": STATE_COLOURS.get(StatementState(statement.state), "grey"),
        "said": say_outcome(statement, review),
        "note": review.note if review else "",
        "may_take_back": statement.state == StatementState.WAITING,
        "may_appeal": review is not None
        and asked is None
        and review.outcome == statement.state
        and may_be_appealed(review),
        "appeal": say_appeal(answered) if answered else "",
        "decisions": say_what_came(statement.merged_into or statement),
    }


def find_granted(earlier: Iterable[StatementReview]) -> Any:
    """The second look that led from the outcome before to the one that stands."""
    asked = [getattr(review, "appeal", None) for review in earlier]
    return next((one for one in asked if one and one.is_granted), None)


def say_what_came(statement: Statement) -> list[dict[str, str]]:
    """What each decision says, and the words it answered where they were others."""
    return [
        {
            "words": f"{Answer(row.answer).label}: {row.words}",
            "before": show_answered(
                one for one in row.statements.all() if one.number == statement.number
            )[0]["before"],
        }
        for row in statement.decisions.all()
    ]


def say_outcome(statement: Statement, review: StatementReview | None) -> str:
    """What became of a statement, in one sentence to its author."""
    if statement.state == StatementState.WAITING:
        return f"Waiting to be read since {spoken_date(statement.written_at)}."
    if statement.state == StatementState.RETURNED and review and review.reason:
        return f"It is not open for votes. The reason: {review.reason.words}."
    if statement.state == StatementState.MERGED and statement.merged_into:
        other = statement.merged_into
        words = mark_words(other.language, other.text)
        if other.state == StatementState.PUBLISHED:
            return format_html("It has become one with “{}”.", words)
        return format_html(
            "It became one with “{}”, which is no longer open for votes.", words
        )
    if statement.state == StatementState.WITHDRAWN:
        return "You took it back."
    if statement.version > 1 and find_first(statement).text == statement.text:
        return "People vote on it now, in your own words again."
    if statement.version > 1:
        return "People vote on it now, in these words: we changed them a little."
    return "People vote on it now."


def say_appeal(asked: Any) -> str:
    if asked.answered_at is None:
        return "You have asked for a second look. Somebody else will take it."
    if asked.is_granted:
        return "Somebody else looked again and opened it."
    return f"Somebody else looked again, and it stays as it is. {asked.answer}".strip()


def show_decisions(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """Decisions as everybody reads them."""
    return [show_decision(decision) for decision in decisions]


def show_decision(decision: Decision) -> dict[str, Any]:
    moves = list(decision.moves.all())
    return {
        "pk": decision.pk,
        "title": decision.title,
        "said": show_answered(decision.statements.all()),
        "answer": decision.get_answer_display(),
        "colour": ANSWER_COLOURS[Answer(decision.answer)],
        "words": decision.words,
        "who": decision.who,
        "by_when": spoken_date(decision.by_when) if decision.by_when else "",
        "is_late": is_late(decision),
        "rung": say_rung(decision.rung),
        "is_published": decision.published_at is not None,
        "steps": [show_step(move) for move in moves] if len(moves) > 1 else [],
        "since": spoken_date(decision.published_at) if decision.published_at else "",
    }


def show_answered(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """What a decision answers, in its newest words and in those that were answered."""
    versions: dict[int, list[Statement]] = {}
    for row in sorted(statements, key=lambda row: (row.number, row.version)):
        versions.setdefault(row.number, []).append(row)
    return [
        {
            "number": number,
            **show_words(rows[-1]),
            "before": mark_words(rows[0].language, rows[0].text)
            if rows[0].text != rows[-1].text
            else "",
        }
        for number, rows in versions.items()
    ]


def is_late(decision: Decision) -> bool:
    return (
        decision.answer == Answer.WILL
        and decision.by_when is not None
        and decision.by_when < timezone.localdate()
    )


def say_rung(rung: int | None) -> str:
    """“Co-design, 6 of 7”."""
    return f"{Rung(rung).label}, {rung} of 7" if rung else ""


def show_step(move: DecisionMove) -> dict[str, str]:
    return {
        "day": spoken_date(move.at),
        "words": f"{move.get_answer_display()}: {move.words}",
    }


def show_unanswered(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    """Statements without an answer, with since when they have none."""
    return [
        {
            "number": row.number,
            **show_words(row),
            "said": say_unanswered(row),
        }
        for row in statements
    ]


def say_unanswered(statement: Statement) -> str:
    """How long it has waited here; of Polis, when it was said and came in."""
    if statement.origin != Origin.ELSEWHERE:
        return f"Waiting {say_wait(statement.published_at)}."
    talk = statement.conversation
    day = f"{spoken_date(talk.made_at)}. No answer yet."
    if talk.is_undated:
        return f"Brought in {day}"
    return f"Said by {spoken_date(talk.closes_at)}, brought in {day}"


def show_similar(statements: Iterable[Statement]) -> list[dict[str, Any]]:
    return [show_statement(row) for row in statements]
