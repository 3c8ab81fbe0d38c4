from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from lehc.background.registry import register, register_housekeeping
from lehc.letters.actions import forget_letters
from lehc.letters.enums import LetterKind
from lehc.site.newsletter.actions import sending, subscribing
from lehc.site.newsletter.links import CONFIRM_LASTS
from lehc.site.newsletter.models import Sending

LEFT_KEPT = timedelta(days=30)


@register("newsletter.send_batch")
def send_batch(sending_id: int) -> None:
    sending.send_batch(sending_id)


@register_housekeeping("newsletter.go_on_sending")
def go_on_sending() -> None:
    """Take up what a stopped worker left: safe beside one that is at it."""
    for sending_id in Sending.objects.unfinished().values_list("pk", flat=True):
        sending.send_batch(sending_id)


@register_housekeeping("newsletter.forget_subscribers")
def forget_subscribers() -> None:
    """Addresses that nobody confirmed, letters that asked, people who have left."""
    now = timezone.now()
    forget_letters(kind=LetterKind.NEWSLETTER, before=now - CONFIRM_LASTS)
    subscribing.forget_subscribers(
        waiting_before=now - CONFIRM_LASTS, ended_before=now - LEFT_KEPT
    )
