from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lehc.background.registry import register, register_housekeeping
from lehc.letters import actions
from lehc.letters.models import Letter

CODES_KEPT = timedelta(days=1)


@register("letters.send_letter")
def send_letter(letter_id: int) -> None:
    actions.send_letter(letter_id)


@register_housekeeping("letters.send_waiting")
def send_waiting() -> None:
    """Try again what a closed mail server or a stopped worker left behind."""
    for letter_id in Letter.objects.queued().values_list("pk", flat=True):
        actions.send_letter(letter_id)


@register_housekeeping("letters.forget_codes")
def forget_codes() -> None:
    """A letter with a code says who asked to come in: a day later nobody needs it."""
    actions.forget_codes(before=timezone.now() - CODES_KEPT)
