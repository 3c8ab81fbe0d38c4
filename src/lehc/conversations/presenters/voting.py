"""What a voter sees: the card, the pause after five, their own votes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lehc.conversations.enums import Origin, Stance
from lehc.conversations.models import Statement, Vote

SET_SIZE = 5
LANGUAGES = {
    "ar": "Arabic",
    "bn": "Bengali",
    "cy": "Welsh",
    "en": "English",
    "fa": "Farsi",
    "gd": "Scottish Gaelic",
    "gu": "Gujarati",
    "ne": "Nepali",
    "pa": "Punjabi",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "so": "Somali",
    "uk": "Ukrainian",
    "ur": "Urdu",
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "ur"})
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
        "skipped_next": write_skipped([*skipped, statement.pk]),
        **show_progress(answered, total),
    }


def show_statement(statement: Statement) -> dict[str, Any]:
    """A statement with who wrote it and its translations, marked as such."""
    return {
        "id": statement.pk,
        "number": statement.number,
        "text": statement.text,
        "language": statement.language,
        "direction": "rtl" if statement.language in RIGHT_TO_LEFT else "ltr",
        "origin": say_origin(statement),
        "translations": [
            {
                "language": row.language,
                "name": LANGUAGES.get(row.language, row.language),
                "direction": "rtl" if row.language in RIGHT_TO_LEFT else "ltr",
                "text": row.text,
                "made_by": row.made_by,
            }
            for row in statement.translations.all()
        ],
    }


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
    return f"{verb} “{shorten(statement.text)}”"


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
        {
            "id": vote.statement_id,
            "number": vote.statement.number,
            "text": vote.statement.text,
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
