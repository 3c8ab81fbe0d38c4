"""Organisational sponsors: asked by letter, answering by a link, without an account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.letters.enums import LetterKind
from lehc.recruitment.actions.applying import lock_application
from lehc.recruitment.actions.notices import post, tell_applicant
from lehc.recruitment.enums import (
    ASSESSABLE_STATES,
    EDITABLE_STATES,
    SponsorState,
)
from lehc.recruitment.links import hash_token, make_token, write_address
from lehc.recruitment.models import Application, Sponsor

LASTS = timedelta(days=30)  # sponsors are busy, and may answer after the deadline
ASKING_STATES = EDITABLE_STATES | ASSESSABLE_STATES


@transaction.atomic
def ask_sponsor(
    *, application: Application, name: str, role: str, email: str, by: Any
) -> Sponsor:
    """Ask somebody to sponsor the applicant, in place of anyone asked before.

    A former request's link stops working. Allowed until a decision is made, so that a
    sponsor who leaves or says no can be replaced.

    Raises:
        ValidationError: code `own_address`, or `over` once it is too late.
    """
    current = lock_application(application)
    require_asking(current)
    address = email.strip().lower()
    if address == current.person.email:
        raise ValidationError(
            "Enter the address of somebody else: you can't be your own sponsor.",
            code="own_address",
        )
    sponsor = Sponsor.objects.filter(application=current).first() or Sponsor(
        application=current
    )
    sponsor.name, sponsor.role = " ".join(name.split()), " ".join(role.split())
    sponsor.email = address
    request_backing(sponsor, current)
    record("recruitment.ask_sponsor", sponsor, by=by, application=current.pk)
    return sponsor


def require_asking(application: Application) -> None:
    if application.state not in ASKING_STATES:
        raise ValidationError(
            "Your application has come to its end, so no sponsor is needed now.",
            code="over",
        )


def request_backing(sponsor: Sponsor, application: Application) -> None:
    """Make the request new, with a fresh link, and post it."""
    token = make_token()
    now = timezone.now()
    sponsor.state, sponsor.statement = SponsorState.ASKED, ""
    sponsor.asked_at, sponsor.answered_at = now, None
    sponsor.token_hash, sponsor.expires_at = hash_token(token), now + LASTS
    sponsor.save()
    post(
        template="sponsor_request",
        to=sponsor.email,
        call=application.call,
        kind=LetterKind.SPONSOR,
        sponsor=sponsor,
        person=application.person,
        link=write_address("sponsor", token),
    )


@transaction.atomic
def remind_sponsor(*, application: Application, by: Any) -> None:
    """Send the same person a new link; the old one stops working.

    Raises:
        ValidationError: nobody was asked, they have answered, or it is too late.
    """
    current = lock_application(application)
    require_asking(current)
    sponsor = Sponsor.objects.select_for_update().filter(application=current).first()
    if sponsor is None or sponsor.state != SponsorState.ASKED:
        raise ValidationError("There is nobody to ask again.", code="answered")
    request_backing(sponsor, current)
    record("recruitment.remind_sponsor", sponsor, by=by)


@transaction.atomic
def answer_sponsor(*, sponsor: Sponsor, confirms: bool, statement: str = "") -> bool:
    """Write down a sponsor's answer and tell the applicant.

    False when the request had been answered or had run out: then nothing changes.
    """
    current = Sponsor.objects.select_for_update().get(pk=sponsor.pk)
    if not is_waiting(current) or current.token_hash != sponsor.token_hash:
        return False
    current.state = SponsorState.CONFIRMED if confirms else SponsorState.DECLINED
    current.statement = statement.strip()
    current.answered_at = timezone.now()
    current.save(update_fields=["state", "statement", "answered_at"])
    record("recruitment.answer_sponsor", current, by=None, state=current.state)
    tell_applicant(
        application=lock_application(current.application),
        template="sponsor_confirmed" if confirms else "sponsor_declined",
        sponsor=current,
    )
    return True


def is_waiting(sponsor: Sponsor) -> bool:
    """Whether the request is open: not answered, and its link has not run out."""
    return sponsor.state == SponsorState.ASKED and sponsor.expires_at > timezone.now()
