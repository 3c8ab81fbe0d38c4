from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.letters.models import Letter
from lehc.recruitment.actions.invitations import (
    accept_invitation,
    decline_invitation,
    invite_member,
    resend_invitation,
    withdraw_invitation,
)
from lehc.recruitment.enums import InvitationState
from lehc.recruitment.membership import read_invitation_state
from lehc.recruitment.models import PlaceTeam, TeamInvitation
from lehc.recruitment.queries.teams import (
    find_invitation,
    invitations_of,
    members_of,
)
from tests.factories.accounts import PersonFactory
from tests.factories.applying import (
    TeamInvitationFactory,
    build_form,
    build_team,
    close,
    start,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> PlaceTeam:
    return build_team(build_form(team_maximum=4), size=2, name="Us")


def invite(team: PlaceTeam, email: str = "Priya@Example.org") -> TeamInvitation:
    return invite_member(team=team, name=" Priya  Patel", email=email, by=team.lead)


def read_token() -> str:
    """The token in the newest letter."""
    body = Letter.objects.latest("pk").body
    found = re.search(r"/team-invitations/([^/\s]+)/", body)
    assert found is not None
    return found[1]


def test_an_invitation_is_posted_and_only_its_hash_is_kept(team: PlaceTeam) -> None:
    invitation = invite(team)
    letter = Letter.objects.get()

    assert (letter.recipient, letter.subject) == (
        "priya@example.org",
        f"{team.lead} invites you to apply together",
    )
    assert letter.body.startswith("Dear Priya Patel,\n")
    assert find_invitation(read_token()) == invitation
    assert read_token() not in str(TeamInvitation.objects.values().get())


def test_the_letter_says_who_where_and_until_when(team: PlaceTeam) -> None:
    invite(team)
    body = Letter.objects.get().body

    assert f"{team.lead} invites you to join Us, a team of people from" in body
    assert "If you did not expect this, you need do nothing." in body
    assert team.lead.email not in body


@pytest.mark.parametrize("code", ["member", "invited", "full", "closed", "sent"])
def test_who_can_t_be_invited(team: PlaceTeam, code: str) -> None:
    email = "someone@example.org"
    if code == "member":
        email = team.members.last().person.email.upper()
    if code == "invited":
        TeamInvitationFactory(team=team, email=email)
    if code == "full":
        TeamInvitationFactory.create_batch(2, team=team)
    if code == "closed":
        close(team.call)
    if code == "sent":
        team.sent_at = timezone.now()
        team.save()
    before = TeamInvitation.objects.count()

    with pytest.raises(ValidationError) as refusal:
        invite(team, email)

    assert refusal.value.code == code
    assert TeamInvitation.objects.count() == before
    assert Letter.objects.count() == 0


def test_declined_and_withdrawn_invitations_take_no_room(team: PlaceTeam) -> None:
    TeamInvitationFactory(team=team, answered_at=timezone.now())
    TeamInvitationFactory(team=team, withdrawn_at=timezone.now())
    TeamInvitationFactory(team=team, expires_at=timezone.now())

    assert invite(team).pk


def test_sending_again_makes_a_new_link_and_ends_the_old(team: PlaceTeam) -> None:
    invitation = invite(team)
    old = read_token()

    resend_invitation(invitation=invitation, by=team.lead)

    assert find_invitation(old) is None
    assert find_invitation(read_token()) == invitation


def test_an_expired_invitation_can_be_sent_again(team: PlaceTeam) -> None:
    invitation = TeamInvitationFactory(team=team, expires_at=timezone.now())

    resend_invitation(invitation=invitation, by=team.lead)

    invitation.refresh_from_db()
    assert read_invitation_state(invitation) == InvitationState.WAITING


def test_an_answered_invitation_is_not_sent_again(team: PlaceTeam) -> None:
    invitation = TeamInvitationFactory(team=team, answered_at=timezone.now())

    with pytest.raises(ValidationError) as refusal:
        resend_invitation(invitation=invitation, by=team.lead)

    assert refusal.value.code == "answered"


def test_accepting_joins_and_tells_the_lead(team: PlaceTeam) -> None:
    invitation = TeamInvitationFactory(team=team)
    person = PersonFactory()

    application = accept_invitation(invitation=invitation, by=person)

    assert application.team == team
    assert person in [row.person for row in members_of(team)]
    invitation.refresh_from_db()
    assert invitation.accepted_by == person
    assert list(Letter.objects.values_list("recipient", "subject")) == [
        (team.lead.email, f"{person} has joined Us")
    ]


def test_who_said_no_and_is_asked_again_stands_there_once(team: PlaceTeam) -> None:
    first = invite(team)
    decline_invitation(invitation=first)
    assert list(invitations_of(team)) == [first]

    second = invite(team)
    other = invite(team, "sam@example.org")
    assert list(invitations_of(team)) == [second, other]

    accept_invitation(invitation=second, by=PersonFactory())
    assert list(invitations_of(team)) == [other]


def test_accepting_twice_joins_once(team: PlaceTeam) -> None:
    invitation = TeamInvitationFactory(team=team)
    person = PersonFactory()

    first = accept_invitation(invitation=invitation, by=person)

    assert accept_invitation(invitation=invitation, by=person) == first
    assert members_of(team).count() == 3


def test_one_link_joins_one_person(team: PlaceTeam) -> None:
    invitation = TeamInvitationFactory(team=team)
    accept_invitation(invitation=invitation, by=PersonFactory())

    with pytest.raises(ValidationError) as refusal:
        accept_invitation(invitation=invitation, by=PersonFactory())

    assert refusal.value.code == "joined"
    assert members_of(team).count() == 3


def test_accepting_brings_an_application_begun_alone(team: PlaceTeam) -> None:
    invitation = TeamInvitationFactory(team=team)
    alone = start(team.call.form_versions.get())

    joined = accept_invitation(invitation=invitation, by=alone.person)

    alone.refresh_from_db()
    assert (joined, alone.team) == (alone, team)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"withdrawn_at": timezone.now()}, "withdrawn"),
        ({"answered_at": timezone.now()}, "declined"),
        ({"expires_at": timezone.now()}, "expired"),
    ],
)
def test_a_link_that_is_over_joins_nobody(
    team: PlaceTeam, facts: dict[str, Any], code: str
) -> None:
    invitation = TeamInvitationFactory(team=team, **facts)

    with pytest.raises(ValidationError) as refusal:
        accept_invitation(invitation=invitation, by=PersonFactory())

    assert refusal.value.code == code
    assert members_of(team).count() == 2


def test_nobody_joins_after_the_deadline(team: PlaceTeam) -> None:
    invitation = TeamInvitationFactory(team=team)
    close(team.call)

    with pytest.raises(ValidationError) as refusal:
        accept_invitation(invitation=invitation, by=PersonFactory())

    assert refusal.value.code == "closed"


def test_a_full_team_takes_nobody(team: PlaceTeam) -> None:
    invitation = TeamInvitationFactory(team=team)
    for _ in range(2):
        start(team.call.form_versions.get(), team=team)

    with pytest.raises(ValidationError) as refusal:
        accept_invitation(invitation=invitation, by=PersonFactory())

    assert refusal.value.code == "full"


@pytest.mark.parametrize(
    ("state", "code"), [("submitted", "sent"), (None, "other_team")]
)
def test_somebody_who_applies_elsewhere_does_not_join(
    team: PlaceTeam, state: str | None, code: str
) -> None:
    version = team.call.form_versions.get()
    other = start(version, state=state) if state else None
    if other is None:
        other = build_team(version, size=1).members.get()
    invitation = TeamInvitationFactory(team=team)

    with pytest.raises(ValidationError) as refusal:
        accept_invitation(invitation=invitation, by=other.person)

    assert refusal.value.code == code
    invitation.refresh_from_db()
    assert invitation.accepted_by is None


def test_declining_needs_no_account_and_tells_the_lead(team: PlaceTeam) -> None:
    invitation = TeamInvitationFactory(team=team)

    assert decline_invitation(invitation=invitation) is True
    assert decline_invitation(invitation=invitation) is False

    invitation.refresh_from_db()
    assert read_invitation_state(invitation) == InvitationState.DECLINED
    assert list(Letter.objects.values_list("recipient", "subject")) == [
        (team.lead.email, "Priya Patel can't join Us")
    ]


def test_withdrawing_ends_the_link(team: PlaceTeam) -> None:
    invitation = TeamInvitationFactory(team=team)

    withdraw_invitation(invitation=invitation, by=team.lead)
    withdraw_invitation(invitation=invitation, by=team.lead)

    invitation.refresh_from_db()
    assert read_invitation_state(invitation) == InvitationState.WITHDRAWN


def test_withdrawing_one_who_joined_is_refused(team: PlaceTeam) -> None:
    invitation = TeamInvitationFactory(team=team)
    accept_invitation(invitation=invitation, by=PersonFactory())

    with pytest.raises(ValidationError) as refusal:
        withdraw_invitation(invitation=invitation, by=team.lead)

    assert refusal.value.code == "member"


def test_an_invitation_runs_out_after_a_fortnight(team: PlaceTeam) -> None:
    invitation = invite(team)

    with time_machine.travel(timezone.now() + datetime.timedelta(days=13, hours=23)):
        assert read_invitation_state(invitation) == InvitationState.WAITING
    with time_machine.travel(timezone.now() + datetime.timedelta(days=14, hours=1)):
        assert read_invitation_state(invitation) == InvitationState.EXPIRED
