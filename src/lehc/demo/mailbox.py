"""Letters that were caught in a folder instead of being sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

# Django's file-based mail backend ends each letter with this line.
END_OF_LETTER = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class CaughtLetter:
    recipient: str
    subject: str
    body: str
    at: datetime


def read_caught_letters(folder: Path, *, most: int) -> list[CaughtLetter]:
    """The newest letters in a mail folder, newest first; none without a folder."""
    if not folder.is_dir():
        return []
    files = sorted(folder.glob("*.log"), key=lambda path: path.name, reverse=True)
    letters = [letter for path in files[:most] for letter in read_letters(path)]
    return sorted(letters, key=lambda letter: letter.at, reverse=True)[:most]


def read_letters(path: Path) -> list[CaughtLetter]:
    parts = path.read_bytes().split(END_OF_LETTER)
    return [read_letter(part) for part in parts if part.strip()]


def read_letter(data: bytes) -> CaughtLetter:
    message = message_from_bytes(data, policy=policy.default)
    body = message.get_body(("plain",))
    return CaughtLetter(
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        body=body.get_content().strip() if body else "",
        at=read_moment(str(message["Date"])),
    )


def read_moment(text: str) -> datetime:
    """A letter's time; “-0000” means UTC, though Python then names no zone."""
    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
