"""What an applicant does: start, answer, send, take back, withdraw."""

from __future__ import annotations

from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.letters.enums import LetterKind
from lehc.programmes.models import Organisation
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.actions.notices import tell_applicant
from lehc.recruitment.enums import EDITABLE_STATES, ApplicationState
from lehc.recruitment.models import Application, Call, PlaceTeam
from lehc.recruitment.queries.applying import (
    fetch_form,
    find_application,
    find_organisation,
    read_progress,
)
from lehc.recruitment.references import find_free_reference
from lehc.recruitment.rules import may_take_back

CLOSED = "This call has closed, so nothing can be changed any more."
SENT = "This application has been sent. Take it back first to change it."


def require_open(call: Call) -> None:
    if not call.is_open:
        raise ValidationError(CLOSED, code="closed")


def require_editable(application: Application) -> None:
    """Refuse a change to what was sent or withdrawn, or after the deadline.

    Raises:
        ValidationError: code `closed`, or `sent` for any state but “in progress”.
    """
    require_open(application.call)
    if application.state not in EDITABLE_STATES:
        raise ValidationError(SENT, code="sent")


def lock_application(application: Application) -> Application:
    """The row as it is now, locked until the transaction ends.

    Whoever locks a place team too locks the team first, so that nobody waits for
    somebody who waits for them.
    """
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("call__cohort__programme", "person", "team")
        .get(pk=application.pk)
    )


@transaction.atomic
def start_application(
    *, call: Call, by: Any, team: PlaceTeam | None = None
) -> Application:
    """The person's application to this call; the one they have, if there is one.

    Pressing twice, or in two tabs, starts one application.

    Raises:
        ValidationError: the call is not open, or takes place teams only.
    """
    known = find_application(by, call)
    if known is not None:
        return known
    require_open(call)
    if team is None and not call.allows_single:
        raise ValidationError("This call is for place teams.", code="teams_only")
    try:
        with transaction.atomic():
            return create_application(call=call, by=by, team=team)
    except IntegrityError:
        return Application.objects.active().get(call=call, person=by)


def create_application(*, call: Call, by: Any, team: PlaceTeam | None) -> Application:
    application = Application.objects.create(
        call=call,
        form_version=fetch_form(call),
        person=by,
        team=team,
        reference=find_free_reference(Application),
    )
    application.state_changes.create(state=application.state, by=by)
    record("recruitment.start_application", application, by=by, call=call.pk)
    return application


@transaction.atomic
def name_organisation(
    *, application: Application, name: str, sector: str, by: Any
) -> None:
    """Say which organisation the applicant is from; a name that is new is added.

    Raises:
        ValidationError: the application can't be changed now.
    """
    current = lock_application(application)
    require_editable(current)
    organisation = find_organisation(name)
    if organisation is None:
        tidy = " ".join(name.split())
        organisation = Organisation.objects.create(name=tidy, sector=sector)
        record("recruitment.add_organisation", organisation, by=by)
    set_organisation(current, organisation, by=by)


@transaction.atomic
def apply_independently(*, application: Application, by: Any) -> None:
    """Say that the applicant speaks for no organisation, and needs no sponsor.

    Raises:
        ValidationError: the application can't be changed now.
    """
    current = lock_application(application)
    require_editable(current)
    set_organisation(current, None, by=by)


def set_organisation(
    application: Application, organisation: Organisation | None, *, by: Any
) -> None:
    application.organisation = organisation
    application.is_independent = organisation is None
    application.signed_off_at = None
    application.save(update_fields=["organisation", "is_independent", "signed_off_at"])
    record(
        "recruitment.set_organisation",
        application,
        by=by,
        organisation=organisation.pk if organisation else None,
    )


@transaction.atomic
def send_application(*, application: Application, by: Any) -> bool:
    """Send an application; False when it had been sent already, which is no trouble.

    The sponsor need not have answered yet; being asked is enough.

    Raises:
        ValidationError: code `closed`, `in_team`, or `incomplete`.
    """
    current = lock_application(application)
    if current.state == ApplicationState.SUBMITTED:
        return False
    require_editable(current)
    require_own_way(current)
    require_complete(current)
    mark_sent(current, by=by)
    tell_applicant(application=current, template="receipt", kind=LetterKind.RECEIPT)
    return True


def require_own_way(application: Application) -> None:
    if application.team_id:
        raise ValidationError("Your place team sends this together.", code="in_team")
    if not application.call.allows_single:
        raise ValidationError("This call is for place teams.", code="teams_only")


def require_complete(application: Application) -> None:
    with_form = Application.objects.with_form().get(pk=application.pk)
    if not read_progress(with_form).is_ready:
        raise ValidationError(
            "Something is still missing. The list shows what.", code="incomplete"
        )


def mark_sent(application: Application, *, by: Any) -> None:
    move_application(application=application, to=ApplicationState.SUBMITTED, by=by)
    application.sent_at = timezone.now()
    application.save(update_fields=["sent_at"])


@transaction.atomic
def reopen_application(*, application: Application, by: Any) -> bool:
    """Take a sent application back to change it, while the call is open.

    False when it is in progress already. It counts as not sent until it is sent again.

    Raises:
        ValidationError: the call has closed, it is a team's, or it is being looked at.
    """
    current = lock_application(application)
    if current.state == ApplicationState.IN_PROGRESS:
        return False
    require_open(current.call)
    require_own_way(current)
    if not may_take_back(current):
        refuse_changing(current.call)
    mark_reopened(current, by=by)
    return True


def refuse_changing(call: Call) -> NoReturn:
    """Say that it is too late, and nothing of the state that nobody has been told."""
    raise ValidationError(
        "It is being looked at, so its words stay as they are. If something important "
        f"is missing, write to {call.contact_email}.",
        code="opened",
    )


def mark_reopened(application: Application, *, by: Any) -> None:
    move_application(application=application, to=ApplicationState.IN_PROGRESS, by=by)
    application.sent_at = application.signed_off_at = None
    application.save(update_fields=["sent_at", "signed_off_at"])
