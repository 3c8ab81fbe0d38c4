"""A second look at a decision: asked for, given to somebody else, answered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from lehc.assessment.actions.declarations import declare
from lehc.assessment.actions.panel import record_decision
from lehc.assessment.enums import (
    SECOND_LOOK_ENDS,
    ConflictKind,
    PanelOutcome,
    SecondLookState,
)
from lehc.assessment.models import SecondLook, SecondLookStep
from lehc.assessment.queries.after import list_lookers
from lehc.assessment.rules import may_ask_second_look
from lehc.audit.actions import record
from lehc.letters.actions import write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application


@transaction.atomic
def ask_second_look(*, application: Application, words: str, by: Any) -> SecondLook:
    """The applicant says what was not read as they meant it, once.

    Raises:
        ValidationError: there is no decision to look at, or they have asked before.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.second_looks.exists():
        raise ValidationError("You have asked for a second look already.", code="twice")
    if not may_ask_second_look(by, application):
        raise ValidationError(
            "There is no decision that could be looked at again.", code="early"
        )
    look = SecondLook.objects.create(application=application, words=words)
    add_step(look, SecondLookState.ASKED, by)
    write_to_applicant(look, "second_look_asked")
    return look


@transaction.atomic
def give_second_look(*, second_look: SecondLook, looker: Any, by: Any) -> None:
    """Give it to somebody who had no part in the decision; they get a letter.

    Raises:
        ValidationError: it has been given meanwhile, or that person had a part.
    """
    look = lock(second_look)
    if look.state != SecondLookState.ASKED:
        raise ValidationError("Somebody has this second look already.", code="given")
    if looker not in list_lookers(look.application):
        raise ValidationError(
            f"Ask somebody else: {looker} had a part in this, or has a conflict.",
            code="part",
        )
    look.looker = looker
    move(look, SecondLookState.GIVEN, by)
    write_to_looker(look)


@transaction.atomic
def declare_second_look(
    *, second_look: SecondLook, kind: ConflictKind | None, note: str, by: Any
) -> None:
    """Whether the person who is to look has a conflict; with one it goes back.

    Raises:
        ValidationError: it is with somebody else now.
    """
    look = lock_for(second_look, by)
    declare(person=by, application=look.application, kind=kind, note=note)
    if kind is not None:
        look.looker = None
        move(look, SecondLookState.ASKED, by)


@transaction.atomic
def answer_second_look(
    *, second_look: SecondLook, to: SecondLookState, reason: str, by: Any
) -> None:
    """The decision stays, or the panel looks again; the applicant is told why.

    When the panel looks again the application is eligible once more, and waits for the
    panel's next decision.

    Raises:
        ValidationError: it is with somebody else now, or there is no reason.
    """
    look = lock_for(second_look, by)
    if to not in SECOND_LOOK_ENDS or not reason.strip():
        raise ValidationError("Say what you found, and why.", code="reason")
    move(look, to, by, reason)
    application = look.application
    if to == SecondLookState.AGAIN:
        if application.state != ApplicationState.ELIGIBLE:
            move_application(
                application=application,
                to=ApplicationState.ELIGIBLE,
                by=by,
                reason="After a second look",
            )
        record_decision(
            application=application,
            outcome=PanelOutcome.DISCUSS_AGAIN,
            reason=reason,
            by=by,
        )
    write_to_applicant(look, "second_look_answered", reason=reason)


def lock(second_look: SecondLook) -> SecondLook:
    return (
        SecondLook.objects.select_for_update(of=("self",))
        .select_related("application__person", "application__call__cohort__programme")
        .get(pk=second_look.pk)
    )


def lock_for(second_look: SecondLook, looker: Any) -> SecondLook:
    look = lock(second_look)
    if look.state != SecondLookState.GIVEN or look.looker_id != looker.pk:
        raise ValidationError("This is with somebody else now.", code="gone")
    return look


def move(look: SecondLook, to: SecondLookState, by: Any, reason: str = "") -> None:
    look.state = to
    look.save(update_fields=["state", "looker"])
    add_step(look, to, by, reason)


def add_step(
    look: SecondLook, state: SecondLookState, by: Any, reason: str = ""
) -> None:
    SecondLookStep.objects.create(second_look=look, state=state, by=by, reason=reason)
    record(
        "assessment.second_look",
        look,
        by=by,
        application=look.application_id,
        state=str(state),
    )


def write_to_applicant(look: SecondLook, name: str, **facts: Any) -> None:
    write(look, name, look.application.person, "application_second_look", **facts)


def write_to_looker(look: SecondLook) -> None:
    write(look, "second_look_given", look.looker, "second_look")


def write(
    look: SecondLook, name: str, person: Any, url_name: str, **facts: Any
) -> None:
    application = look.application
    cohort = application.call.cohort
    key = application.reference if url_name == "application_second_look" else look.pk
    subject, body = draft_letter(
        f"assessment/letters/{name}.txt",
        person=person,
        look=look,
        reference=application.reference,
        call=application.call,
        cohort=cohort,
        programme=cohort.programme,
        link=settings.BASE_URL + reverse(url_name, args=[key]),
        **facts,
    )
    write_letter(
        kind=LetterKind.NOTICE, recipient=person.email, subject=subject, body=body
    )
