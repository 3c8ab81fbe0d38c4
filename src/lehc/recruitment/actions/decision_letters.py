"""Letters about decisions: written held, read, mended, and let go together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from lehc.audit.actions import record
from lehc.letters.actions import release_letters, write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind, LetterState
from lehc.letters.models import Letter
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Call, DecisionLetter, Offer


def link(name: str, *arguments: str) -> str:
    """A full address for a letter."""
    return settings.BASE_URL + reverse(name, args=arguments)


def word_application_letter(
    template: str, application: Application, **facts: Any
) -> tuple[str, str]:
    """Subject and body of a letter to an applicant, from `letters/<template>.txt`."""
    call = application.call
    return draft_letter(
        f"recruitment/letters/{template}.txt",
        application=application,
        person=application.person,
        team=application.team,
        call=call,
        cohort=call.cohort,
        programme=call.cohort.programme,
        offer_link=link("application_offer", application.reference),
        cohort_link=link("cohort", call.cohort.slug),
        **facts,
    )


def write_decision(
    *, application: Application, template: str, **facts: Any
) -> DecisionLetter:
    """Write the held letter about a decision, in place of any that still waits."""
    drop_held_letters(application=application)
    subject, body = word_application_letter(template, application, **facts)
    letter = write_letter(
        kind=LetterKind.DECISION,
        recipient=application.person.email,
        subject=subject,
        body=body,
        hold=True,
    )
    return DecisionLetter.objects.create(application=application, letter=letter)


def write_notice(*, application: Application, template: str, **facts: Any) -> Letter:
    """Write a letter to an applicant that leaves at once."""
    subject, body = word_application_letter(template, application, **facts)
    return write_letter(
        kind=LetterKind.NOTICE,
        recipient=application.person.email,
        subject=subject,
        body=body,
    )


def drop_held_letters(*, application: Application) -> None:
    """Take unsent decision letters away: what they say is no longer so."""
    Letter.objects.held().filter(decisionletter__application=application).delete()


@transaction.atomic
def rewrite_letter(*, letter: Letter, subject: str, body: str, by: Any) -> None:
    """Change the words of a letter that still waits in the outbox.

    Raises:
        ValidationError: it has been let go meanwhile.
    """
    held = Letter.objects.held().select_for_update().filter(pk=letter.pk).first()
    if held is None:
        raise ValidationError(
            "This letter has already been sent, so its words stay as they are.",
            code="sent",
        )
    held.subject = " ".join(subject.split())
    held.body = body
    held.save(update_fields=["subject", "body"])
    record("recruitment.rewrite_letter", held, by=by)


@transaction.atomic
def send_decisions(
    *, call: Call, decision_letters: Iterable[DecisionLetter], by: Any
) -> int:
    """Let the chosen held letters go together; say how many went.

    Letters to people who withdrew meanwhile stay behind.

    Raises:
        ValidationError: a letter names a deadline that has gone by.
    """
    ids = [letter.pk for letter in decision_letters]
    chosen = sendable(call).filter(pk__in=ids)
    late = find_late_offers(chosen)
    if late:
        names = ", ".join(str(offer.application.person) for offer in late)
        raise ValidationError(
            f"The deadline in the letter to {names} has gone by. "
            "Give a later deadline first, on the page of offers.",
            code="deadline",
        )
    letters = Letter.objects.filter(decisionletter__in=list(chosen))
    count = release_letters(letters)
    record("recruitment.send_decisions", call, by=by, letters=count)
    return count


def sendable(call: Call) -> QuerySet[DecisionLetter]:
    """Held decision letters of a call whose applicant has not withdrawn."""
    return DecisionLetter.objects.filter(
        application__call=call, letter__state=LetterState.HELD
    ).exclude(application__state=ApplicationState.WITHDRAWN)


def find_late_offers(decision_letters: QuerySet[DecisionLetter]) -> list[Offer]:
    """Open offers among these letters whose deadline is past."""
    offers = (
        Offer.objects.filter(
            application__decision_letters__in=decision_letters,
            application__state=ApplicationState.OFFERED,
            answered_at__isnull=True,
        )
        .select_related("application__person")
        .order_by("application", "-id")
    )
    newest: dict[int, Offer] = {}
    for offer in offers:
        newest.setdefault(offer.application_id, offer)
    now = timezone.now()
    return [offer for offer in newest.values() if offer.deadline <= now]
