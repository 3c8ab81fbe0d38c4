"""Applications by phone, on paper or in another way: the team writes them down."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from lehc.accounts.actions.people import welcome_person
from lehc.audit.actions import record
from lehc.recruitment.actions.answers import mark_section
from lehc.recruitment.actions.applying import require_open, send_application
from lehc.recruitment.models import Application, Call
from lehc.recruitment.queries.applying import fetch_form, find_application
from lehc.recruitment.queries.desk import is_entered_for
from lehc.recruitment.references import find_free_reference


@transaction.atomic
def enter_application(
    *, call: Call, name: str, email: str, how: str, by: Any
) -> Application:
    """Begin an application for somebody; the one begun for them before, if any.

    They can sign in with their e-mail address and go on with it themselves.

    Raises:
        ValidationError: the call is not open, it takes place teams only, or they have
            begun one themselves.
    """
    require_open(call)
    if not call.allows_single:
        raise ValidationError("This call is for place teams.", code="teams_only")
    person = welcome_person(email=email, name=" ".join(name.split()), by=by)
    known = find_application(person, call)
    if known is not None and is_entered_for(known):
        return known
    if known is not None:
        raise ValidationError(
            {"email": "They have begun an application themselves, so it is theirs"}
        )
    application = Application.objects.create(
        call=call,
        form_version=fetch_form(call),
        person=person,
        reference=find_free_reference(Application),
    )
    application.state_changes.create(state=application.state, by=by, reason=how)
    record("recruitment.enter_application", application, by=by, call=call.pk)
    return application


@transaction.atomic
def send_entered(*, application: Application, by: Any) -> bool:
    """Send what was entered: every section is as complete as they wrote it.

    Raises:
        ValidationError: something that everybody must answer is missing.
    """
    for section in application.form_version.sections.all():
        mark_section(application=application, section=section, is_complete=True, by=by)
    return send_application(application=application, by=by)
