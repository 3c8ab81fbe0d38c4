"""Letters on the applicants' side: facts gathered, words in templates, no answers."""

from __future__ import annotations

from typing import Any

from lehc.letters.actions import write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind
from lehc.letters.models import Letter
from lehc.recruitment.links import write_address
from lehc.recruitment.models import Application, Call, PlaceTeam
from lehc.recruitment.wording import say_deadline


def post(
    *, template: str, to: str, call: Call, kind: LetterKind, **facts: Any
) -> Letter:
    """Write one letter from `letters/<template>.txt` to an e-mail address."""
    subject, body = draft_letter(
        f"recruitment/letters/{template}.txt",
        call=call,
        cohort=call.cohort,
        programme=call.cohort.programme,
        deadline=say_deadline(call.closes_at),
        **facts,
    )
    return write_letter(kind=kind, recipient=to, subject=subject, body=body)


def tell_applicant(
    *,
    application: Application,
    template: str,
    kind: LetterKind = LetterKind.NOTICE,
    **facts: Any,
) -> Letter:
    """Write to an applicant, with the way back to their application."""
    person = application.person
    return post(
        template=template,
        to=person.email,
        call=application.call,
        kind=kind,
        person=person,
        application=application,
        team=application.team,
        link=write_address("application_tasks", application.reference),
        **facts,
    )


def tell_person(*, person: Any, team: PlaceTeam, template: str, **facts: Any) -> Letter:
    """Write to somebody about a place team, with the way to the team's page."""
    return post(
        template=template,
        to=person.email,
        call=team.call,
        kind=LetterKind.NOTICE,
        person=person,
        team=team,
        link=write_address("team", team.reference),
        **facts,
    )


def tell_members(
    *, team: PlaceTeam, template: str, besides: Any = None, **facts: Any
) -> None:
    """Write to every member of a place team but one."""
    for member in team.members.active().select_related("person"):
        if besides is None or member.person_id != besides.pk:
            tell_person(person=member.person, team=team, template=template, **facts)
