"""Letters as the outbox lists them: those that wait, and those that went."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from lehc.letters.enums import LetterState
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import DecisionLetter


def show_letters(
    letters: Iterable[DecisionLetter], needs: Mapping[int, Any], *, slug: str
) -> dict[str, list[dict[str, Any]]]:
    """`waiting` and `gone`; waiting letters to people who withdrew are in neither."""
    shown: dict[str, list[dict[str, Any]]] = {"waiting": [], "gone": []}
    for decision in letters:
        is_held = decision.letter.state == LetterState.HELD
        if is_held and decision.application.state == ApplicationState.WITHDRAWN:
            continue
        person = decision.application.person
        row = {
            "pk": decision.pk,
            "name": str(person),
            "subject": decision.letter.subject,
            "url": reverse("outbox_letter", args=[slug, decision.pk]),
            "needs": ", ".join(str(need) for need in needs.get(person.pk, [])),
            "state": decision.letter.get_state_display(),
            "sent_at": timezone.localtime(decision.letter.sent_at)
            if decision.letter.sent_at
            else None,
        }
        shown["waiting" if is_held else "gone"].append(row)
    return shown
