"""What a voter sees: the card, the pause after five, their own votes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from lehc.conversations.enums import Origin, Stance
from lehc.conversations.languages import ENGLISH, find_direction, name_language
from lehc.conversations.models import Statement, Vote

SET_SIZE = 5
# value, words, key, shape
BUTTONS = (
    (Stance.AGREE, "Agree", "1", "agree"),
    (Stance.DISAGREE, "Disagree", "2", "disagree"),
    (Stance.PASS, "Pass, or not sure", "3", "pass"),
)


def show_card(
    statement: Statement, *, answered: int, total: int, skipped: Sequence[int]
) -> dict[str, Any]:
    """One statement with its three answers."""
    return show_statement(statement) | {
        "buttons": [
            {"value": int(value), "words": words, "key": key, "shape": shape}
            for value, words, key, shape in BUTTONS
        ],
        "skipped": write_skipped(skipped),
        "skipped_next": write_skipped(
            [*(each for each in skipped if each != statement.pk), statement.pk]
        ),
        **show_progress(answered, total),
    }


def say_card_title(card: dict[str, Any] | None, left: int) -> str:
    """The page's title, which follows the card: the words, the pause, or the end."""
    if card is not None:
        return str(card["text"])
    return "A moment to breathe" if left else "You have answered everything"


def show_statement(statement: Statement) -> dict[str, Any]:
    """A statement with who wrote it and its translations, marked as such."""
    return show_words(statement) | {
        "id": statement.pk,
        "number": statement.number,
        "origin": say_origin(statement),
    }


def show_words(statement: Statement) -> dict[str, Any]:
    """The words of a statement, in which language they are, and their translations."""
    return {
        "text": statement.text,
        "language": statement.language,
        "direction": find_direction(statement.language),
        "translations": [
            {
                "language": row.language,
                "name": name_language(row.language),
                "direction": find_direction(row.language),
                "text": row.text,
                "made_by": row.made_by,
            }
            for row in statement.translations.all()
        ],
    }


def write_cell(statement: Statement, after: str = "") -> SafeString:
    """A statement for a cell of a table: its number, words and translations."""
    number = format_html("{}. ", statement.number)
    lines = [number + mark_words(statement.language, statement.text) + escape(after)]
    lines += [
        mark_words(row.language, row.text)
        + format_html(
            ' <span class="lehc-quiet">(translated by {})</span>', row.made_by
        )
        for row in statement.translations.all()
    ]
    return SafeString("<br>".join(lines))


def mark_words(language: str, text: str) -> SafeString:
    """Words with their language, where it is not the page's."""
    if language == ENGLISH:
        return escape(text)
    return format_html(
        '<span lang="{}" dir="{}">{}</span>', language, find_direction(language), text
    )


def say_origin(statement: Statement) -> str:
    words = str(Origin(statement.origin).label)
    if statement.origin == Origin.PARTICIPANT and statement.entered_by_id:
        words += ", typed in by the team"
    if statement.version > 1:
        words += ", reworded"
    return words


def show_progress(answered: int, total: int) -> dict[str, Any]:
    return {
        "answered": answered,
        "total": total,
        "left": total - answered,
        "share": round(100 * answered / total) if total else 0,
    }


def say_vote(statement: Statement, value: int) -> str:
    """What happened with the last answer, in one line."""
    verb = {1: "You agreed with", -1: "You disagreed with", 0: "You passed on"}[value]
    return f"{verb} “{shorten(statement.text.rstrip('.'))}”"


def shorten(text: str, length: int = 60) -> str:
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0] + " …"


def is_pause_due(answered: int, total: int) -> bool:
    """After each five answers, while there is more."""
    return answered > 0 and answered % SET_SIZE == 0 and answered < total


def show_votes(votes: Iterable[Vote]) -> list[dict[str, Any]]:
    """A voter's own votes, the newest first."""
    return [
        show_words(vote.statement)
        | {
            "id": vote.statement_id,
            "number": vote.statement.number,
            "said": Stance(vote.value).label,
            "matters": vote.matters,
            "entry": vote.entry.number,
        }
        for vote in votes
    ]


def read_skipped(text: str) -> list[int]:
    """The ids of skipped statements from an address; nonsense is passed over."""
    parts = [part for part in text.split("-") if part.isdecimal() and len(part) < 19]
    return list(dict.fromkeys(int(part) for part in parts))[-200:]


def write_skipped(skipped: Sequence[int]) -> str:
    return "-".join(str(each) for each in dict.fromkeys(skipped))
