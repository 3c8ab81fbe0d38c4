"""Place teams: started, joined, left, signed off, sent together."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lehc.audit.actions import record
from lehc.letters.enums import LetterKind
from lehc.places.models import Area
from lehc.recruitment.actions.applying import (
    lock_application,
    mark_reopened,
    mark_sent,
    refuse_changing,
    require_complete,
    require_editable,
    require_open,
    start_application,
)
from lehc.recruitment.actions.handing_over import hand_over_if_lead, lock_team
from lehc.recruitment.actions.notices import (
    tell_applicant,
    tell_members,
    tell_person,
)
from lehc.recruitment.membership import list_missing, may_change_membership
from lehc.recruitment.models import Answer, Application, Call, PlaceTeam
from lehc.recruitment.queries.applying import find_application
from lehc.recruitment.queries.teams import members_of
from lehc.recruitment.references import find_free_reference
from lehc.recruitment.rules import may_take_back_team


def require_unlocked(team: PlaceTeam) -> None:
    """Refuse a change of members after the deadline, or while the team is sent.

    Raises:
        ValidationError: code `closed` or `sent`.
    """
    require_open(team.call)
    if not may_change_membership(team):
        raise ValidationError(
            "Your team's application has been sent. The lead can take it back first.",
            code="sent",
        )


def require_teams(call: Call) -> None:
    require_open(call)
    if not call.allows_teams:
        raise ValidationError("Everybody applies alone to this call.", code="alone")


@transaction.atomic
def start_team(*, call: Call, name: str, place: Area, by: Any) -> PlaceTeam:
    """Start a place team with this person as its lead and first member.

    An application that the person has in progress alone comes into the team. If they
    are in a team already, that one is returned: pressing twice starts one.

    Raises:
        ValidationError: the call is closed or for single people, or theirs was sent.
    """
    require_teams(call)
    known = find_application(by, call)
    if known is not None and known.team is not None:
        return known.team
    if known is not None:
        require_editable(lock_application(known))
    team = PlaceTeam.objects.create(
        call=call,
        reference=find_free_reference(PlaceTeam),
        name=" ".join(name.split()),
        place=place,
        lead=by,
    )
    record("recruitment.start_team", team, by=by, call=call.pk)
    bring_into_team(team=team, by=by)
    return team


def bring_into_team(*, team: PlaceTeam, by: Any) -> Application:
    """The person's application as a member's: the one they have, or a new one."""
    application = start_application(call=team.call, by=by, team=team)
    if application.team_id != team.pk:
        current = lock_application(application)
        require_editable(current)
        if current.team_id:
            raise ValidationError(
                "You are in another place team. Leave it first.", code="other_team"
            )
        current.team = application.team = team
        current.signed_off_at = None
        current.save(update_fields=["team", "signed_off_at"])
    share_form_version(application, team)
    record("recruitment.join_team", application, by=by, team=team.pk)
    return application


def share_form_version(application: Application, team: PlaceTeam) -> None:
    """Everybody in a team answers the form that the team began with.

    Answers move to the question of the same key and kind.
    """
    first = members_of(team).exclude(pk=application.pk).first()
    if first is None or first.form_version_id == application.form_version_id:
        return
    version = first.form_version
    targets = {
        (question.key, question.kind): question
        for section in version.sections.prefetch_related("questions")
        for question in section.questions.all()
    }
    for answer in application.answers.select_related("question"):
        target = targets.get((answer.question.key, answer.question.kind))
        if target is not None:
            answer.question = target
            answer.save(update_fields=["question"])
    application.section_marks.all().delete()
    application.form_version = version
    application.save(update_fields=["form_version"])


@transaction.atomic
def leave_team(*, application: Application, by: Any) -> None:
    """Take a member out of their team; what they wrote themselves stays theirs.

    They go on alone, if the call allows it, or join another team. `by` is themselves,
    or the lead. The shared answers stay with the team; the last to leave takes a copy.

    Raises:
        ValidationError: the deadline has passed, or the team is sent.
    """
    if application.team is None:
        return
    team = lock_team(application.team)
    current = lock_application(application)
    if current.team_id != team.pk:
        return
    require_unlocked(team)
    if not members_of(team).exclude(pk=current.pk).exists():
        copy_shared_answers(team, current)
    current.team = application.team = None
    current.signed_off_at = None
    current.save(update_fields=["team", "signed_off_at"])
    record("recruitment.leave_team", current, by=by, team=team.pk)
    announce_leaving(team, current, by=by)
    hand_over_if_lead(team=team, leaver=current.person, by=by)


def announce_leaving(team: PlaceTeam, application: Application, *, by: Any) -> None:
    """Tell the others; and, when the lead did it, the person whom it happened to."""
    tell_members(team=team, template="member_left", besides=by, who=application.person)
    if by.pk != application.person_id:
        tell_applicant(
            application=application, template="taken_out_of_team", former=team, who=by
        )


def copy_shared_answers(team: PlaceTeam, application: Application) -> None:
    """Give the last member the team's answers, where they have none of their own."""
    own = set(application.answers.values_list("question_id", flat=True))
    for answer in Answer.objects.filter(team=team).exclude(question__in=own):
        Answer.objects.create(
            application=application,
            question=answer.question,
            value=None if answer.file else answer.value,
            entered_by=answer.entered_by,
        )


@transaction.atomic
def sign_off(*, application: Application, by: Any) -> bool:
    """Say that one's part is ready; False when it was said already.

    The lead is told when the last member has signed off.

    Raises:
        ValidationError: the call has closed, the team is sent, or something is missing.
    """
    team = lock_team(application.team) if application.team else None
    current = lock_application(application)
    if current.signed_off_at:
        return False
    require_editable(current)
    if team is None or current.team_id != team.pk:
        raise ValidationError("You are not in a place team.", code="no_team")
    require_complete(current)
    current.signed_off_at = application.signed_off_at = timezone.now()
    current.save(update_fields=["signed_off_at"])
    record("recruitment.sign_off", current, by=by, team=team.pk)
    if not list_missing(team, list(members_of(team))):
        tell_person(person=team.lead, team=team, template="team_ready")
    return True


@transaction.atomic
def send_team(*, team: PlaceTeam, by: Any) -> bool:
    """Send everybody's applications together; False when they were sent already.

    Raises:
        ValidationError: code `closed` or `incomplete`.
    """
    current = lock_team(team)
    if current.sent_at:
        return False
    require_open(current.call)
    members = list(members_of(current).select_for_update(of=("self",)))
    missing = list_missing(current, members)
    if missing:
        raise ValidationError(missing, code="incomplete")
    for member in members:
        require_complete(member)
        mark_sent(member, by=by)
    current.sent_at = team.sent_at = timezone.now()
    current.save(update_fields=["sent_at"])
    record("recruitment.send_team", current, by=by, members=len(members))
    for member in members:
        tell_applicant(
            application=lock_application(member),
            template="team_receipt",
            kind=LetterKind.RECEIPT,
            members=members,
        )
    return True


@transaction.atomic
def reopen_team(*, team: PlaceTeam, by: Any) -> bool:
    """Take the team's application back to change it; False when it is not sent.

    Everybody signs off again, and is told so.

    Raises:
        ValidationError: the call has closed, or one part is being looked at already.
    """
    current = lock_team(team)
    if current.sent_at is None:
        return False
    require_open(current.call)
    members = list(members_of(current))
    if not may_take_back_team(current, members):
        refuse_changing(current.call)
    for member in members:
        mark_reopened(member, by=by)
    current.sent_at = team.sent_at = None
    current.save(update_fields=["sent_at"])
    record("recruitment.reopen_team", current, by=by)
    tell_members(team=current, template="team_reopened", besides=by, who=by)
    return True
