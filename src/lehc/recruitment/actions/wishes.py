"""“Tell me when the next call opens”: asked, confirmed, told once, forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.letters.actions import write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind
from lehc.programmes.models import Programme
from lehc.recruitment.links import hash_token, make_token, write_address
from lehc.recruitment.models import Call, WishToKnow
from lehc.recruitment.queries.calls import open_calls
from lehc.recruitment.wording import say_deadline

CONFIRM_WITHIN = timedelta(days=7)


@transaction.atomic
def wish_to_know(*, programme: Programme, email: str) -> None:
    """Ask by letter whether the address is theirs; who has confirmed gets no other.

    The caller can't tell which it was, so nobody learns who is on the list.
    """
    token = make_token()
    wish, is_new = WishToKnow.objects.select_for_update().get_or_create(
        programme=programme,
        email__iexact=email,
        defaults={"email": email, "token_hash": hash_token(token)},
    )
    if wish.confirmed_at is not None:
        return
    if not is_new:
        wish.token_hash, wish.asked_at = hash_token(token), timezone.now()
        wish.save(update_fields=["token_hash", "asked_at"])
    record("recruitment.wish_to_know", wish, by=None)
    send(
        "wish_confirm",
        email,
        programme=programme,
        link=write_address("tell_me_confirm", token),
        days=CONFIRM_WITHIN.days,
    )


@transaction.atomic
def confirm_wish(*, wish: WishToKnow) -> None:
    """The address is theirs. Confirming twice changes nothing."""
    if wish.confirmed_at is None:
        wish.confirmed_at = timezone.now()
        wish.save(update_fields=["confirmed_at"])
        record("recruitment.confirm_wish", wish, by=None)


@transaction.atomic
def stop_wish(*, wish: WishToKnow) -> None:
    """They changed their mind, and the address goes at once."""
    record("recruitment.stop_wish", wish, by=None)
    wish.delete()


def tell_of_open_calls() -> int:
    """Tell everybody who wished to know of an open call; return how many.

    One transaction a person: the wish is deleted as the letter is written, so that
    however often this is cut short, everybody is told once.
    """
    told = 0
    for call in open_calls():
        programme_id = call.cohort.programme_id
        wishes = WishToKnow.objects.confirmed().filter(programme=programme_id)
        for wish_id in list(wishes.values_list("pk", flat=True)):
            told += tell_one(wish_id, call)
    return told


@transaction.atomic
def tell_one(wish_id: int, call: Call) -> int:
    wish = WishToKnow.objects.select_for_update().filter(pk=wish_id).first()
    if wish is None:
        return 0
    record("recruitment.tell_of_open_call", wish, by=None, call=call.pk)
    wish.delete()
    send(
        "call_opened",
        wish.email,
        programme=call.cohort.programme,
        call=call,
        closes=say_deadline(call.closes_at),
        link=write_address("cohort", call.cohort.slug),
    )
    return 1


@transaction.atomic
def forget_unconfirmed() -> int:
    """Remove addresses that nobody confirmed in time; return how many."""
    limit = timezone.now() - CONFIRM_WITHIN
    gone, _ = WishToKnow.objects.never_confirmed(limit).delete()
    return gone


def send(template: str, email: str, **facts: object) -> None:
    subject, body = draft_letter(f"recruitment/letters/{template}.txt", **facts)
    write_letter(kind=LetterKind.NOTICE, recipient=email, subject=subject, body=body)
