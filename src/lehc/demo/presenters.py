from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lehc.demo.mailbox import CaughtLetter
from lehc.demo.queries import Visitor
from lehc.letters.models import Letter


def show_visitors(visitors: Iterable[Visitor]) -> list[dict[str, Any]]:
    """The roles with their buttons."""
    return [
        {
            "role": visitor.role,
            "does": visitor.does,
            "label": f"Sign in as {visitor.person}",
            "hidden": f"({visitor.role})",
            "enter_url": reverse("demonstration_enter", args=[visitor.person.pk]),
            "there": reverse(visitor.url_name),
        }
        for visitor in visitors
    ]


def show_caught(letters: Iterable[CaughtLetter]) -> list[dict[str, Any]]:
    return [
        {
            "recipient": letter.recipient,
            "subject": letter.subject,
            "body": letter.body,
            "at": timezone.localtime(letter.at),
        }
        for letter in letters
    ]


def show_written(letters: Iterable[Letter]) -> list[dict[str, Any]]:
    return [
        {
            "recipient": letter.recipient,
            "subject": letter.subject,
            "body": letter.body,
            "at": timezone.localtime(letter.written_at),
        }
        for letter in letters
    ]
