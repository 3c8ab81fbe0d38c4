from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from lehc.letters.models import Letter
from lehc.recruitment.actions.teams import send_team
from lehc.recruitment.models import Application, PlaceTeam, TeamInvitation
from tests.factories.accounts import PersonFactory
from tests.factories.applying import (
    TeamInvitationFactory,
    build_form,
    build_team,
    close,
    fill_in,
    start,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> PlaceTeam:
    return build_team(build_form(), name="Us", reference="TEAM-HERE")


@pytest.fixture
def lead(team: PlaceTeam, sign_in: Any) -> Any:
    return sign_in(team.lead)


def url(rest: str = "") -> str:
    return f"/teams/TEAM-HERE/{rest}"


def sign_everybody_off(team: PlaceTeam) -> None:
    for member in team.members.all():
        fill_in(member)
    team.members.update(signed_off_at=timezone.now())


def test_the_team_s_page_says_who_and_what_is_needed(
    team: PlaceTeam, lead: Any
) -> None:
    TeamInvitationFactory(team=team, name="Priya Patel", email="priya@example.org")

    page = lead.get(url()).content.decode()

    assert "3 people from 3 organisations so far." in page
    assert "A team has 3 to 6 people, from different organisations." in page
    for member in team.members.all():
        assert f"{member.person} has not signed off yet." in page
        assert str(member.organisation) in page
    assert "Priya Patel" in page
    assert "priya@example.org" in page
    assert f'href="{url("invite/")}"' in page
    assert f'href="{url("send/")}"' not in page


def test_a_member_sees_the_same_without_the_lead_s_buttons(
    team: PlaceTeam, sign_in: Any
) -> None:
    TeamInvitationFactory(team=team, name="Priya Patel", email="priya@example.org")
    member = team.members.last()

    page = sign_in(member.person).get(url()).content.decode()

    assert "Priya Patel" in page
    assert "priya@example.org" not in page
    for rest in ("invite/", "lead/", "send/", "change/"):
        assert url(rest) not in page
    assert url("leave/") in page


def test_nobody_s_own_answers_are_on_the_team_s_page(
    team: PlaceTeam, lead: Any
) -> None:
    sign_everybody_off(team)

    page = lead.get(url()).content.decode()

    assert "Nurse" not in page
    assert "To learn together" not in page


LEAD_ONLY = ["invite/", "lead/", "send/", "change/"]


@pytest.mark.parametrize("rest", ["", "leave/", *LEAD_ONLY])
def test_strangers_find_nothing(team: PlaceTeam, sign_in: Any, rest: str) -> None:
    stranger = start(team.call.form_versions.get()).person

    assert sign_in(stranger).get(url(rest)).status_code == 404


@pytest.mark.parametrize("rest", LEAD_ONLY)
def test_a_member_does_not_do_what_the_lead_does(
    team: PlaceTeam, sign_in: Any, rest: str
) -> None:
    assert sign_in(team.members.last().person).post(url(rest)).status_code == 404


def test_a_member_who_withdrew_no_longer_sees_the_team(
    team: PlaceTeam, sign_in: Any
) -> None:
    member = team.members.last()
    Application.objects.filter(pk=member.pk).update(state="withdrawn")

    assert sign_in(member.person).get(url()).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_costs_the_same_number_of_queries(
    sign_in: Any, size: int, django_assert_num_queries: Any
) -> None:
    team = build_team(build_form(team_maximum=9), size=size, reference="TEAM-HERE")
    TeamInvitationFactory.create_batch(size, team=team)
    client = sign_in(team.lead)

    with django_assert_num_queries(7):
        client.get(url())


def test_inviting_writes_a_letter(team: PlaceTeam, lead: Any) -> None:
    response = lead.post(url("invite/"), {"name": "Priya", "email": "p@example.org"})
    page = lead.get(url()).content.decode()

    assert response.headers["Location"] == url()
    assert "We have written to Priya." in page
    assert Letter.objects.get().recipient == "p@example.org"


def test_inviting_a_member_says_so_and_keeps_what_was_typed(
    team: PlaceTeam, lead: Any
) -> None:
    email = team.members.last().person.email

    page = lead.post(url("invite/"), {"name": "Priya", "email": email}).content.decode()

    assert "They are in your team already." in page
    assert 'value="Priya"' in page
    assert Letter.objects.count() == 0


def test_inviting_stops_after_twenty_in_an_hour(lead: Any) -> None:
    for number in range(21):
        email = f"p{number}@example.org"
        lead.post(url("invite/"), {"name": "Priya", "email": email})
        TeamInvitation.objects.update(withdrawn_at=timezone.now())

    page = lead.post(
        url("invite/"), {"name": "Priya", "email": "last@example.org"}
    ).content.decode()

    assert "You have sent many invitations just now." in page
    assert TeamInvitation.objects.count() == 20


def test_an_invitation_is_sent_again_and_taken_back(team: PlaceTeam, lead: Any) -> None:
    invitation = TeamInvitationFactory(team=team)
    address = url(f"invitations/{invitation.pk}/")

    lead.post(f"{address}resend/")
    lead.post(f"{address}withdraw/")

    assert Letter.objects.count() == 1
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


def test_an_invitation_of_another_team_is_not_found(lead: Any, team: PlaceTeam) -> None:
    other = TeamInvitationFactory(team=build_team(team.call.form_versions.get()))

    for rest in ("resend", "withdraw"):
        response = lead.post(url(f"invitations/{other.pk}/{rest}/"))
        assert response.status_code == 404


@pytest.mark.parametrize("rest", ["resend/", "withdraw/"])
def test_invitations_change_by_post_only(team: PlaceTeam, lead: Any, rest: str) -> None:
    invitation = TeamInvitationFactory(team=team)

    assert lead.get(url(f"invitations/{invitation.pk}/{rest}")).status_code == 405


def test_the_lead_sends_for_everybody(team: PlaceTeam, lead: Any) -> None:
    sign_everybody_off(team)

    ready = lead.get(url()).content.decode()
    confirm = lead.get(url("send/")).content.decode()
    lead.post(url("send/"))
    after = lead.get(url()).content.decode()

    assert "Nothing: everybody has signed off." in ready
    assert str(team.members.last().person) in confirm
    assert "Your team’s application is sent." in after
    assert {row.state for row in team.members.all()} == {"submitted"}


def test_sending_too_early_says_what_is_missing(team: PlaceTeam, lead: Any) -> None:
    page = lead.post(url("send/"), follow=True).content.decode()

    assert page.count(f"{team.lead} has not signed off yet.") == 2
    assert lead.get(url("send/")).headers["Location"] == url()


def test_the_lead_takes_it_back(team: PlaceTeam, lead: Any) -> None:
    sign_everybody_off(team)
    send_team(team=team, by=team.lead)

    page = lead.get(url("change/")).content.decode()
    lead.post(url("change/"))

    assert "it does not count as sent" in page
    assert {row.state for row in team.members.all()} == {"in_progress"}


def test_leaving_asks_first(team: PlaceTeam, sign_in: Any) -> None:
    member = team.members.last()
    client = sign_in(member.person)

    page = client.get(url("leave/")).content.decode()
    response = client.post(url("leave/"))

    assert "What you wrote yourself stays with you." in page
    assert response.headers["Location"] == f"/applications/{member.reference}/"
    assert Application.objects.get(pk=member.pk).team is None


def test_the_lead_takes_somebody_out(team: PlaceTeam, lead: Any) -> None:
    member = team.members.last()
    address = url(f"members/{member.reference}/remove/")

    page = lead.get(address).content.decode()
    response = lead.post(address)

    assert "It is kind to talk with them first." in page
    assert response.headers["Location"] == url()
    assert Application.objects.get(pk=member.pk).team is None


def test_the_lead_leaves_rather_than_take_themselves_out(
    team: PlaceTeam, lead: Any
) -> None:
    mine = team.members.get(person=team.lead)

    response = lead.get(url(f"members/{mine.reference}/remove/"))

    assert response.headers["Location"] == url("leave/")


def test_somebody_of_another_team_can_t_be_taken_out(
    team: PlaceTeam, lead: Any
) -> None:
    other = build_team(team.call.form_versions.get()).members.last()

    response = lead.post(url(f"members/{other.reference}/remove/"))

    assert response.status_code == 404
    assert Application.objects.get(pk=other.pk).team is not None


def test_handing_over(team: PlaceTeam, lead: Any) -> None:
    member = team.members.last()

    page = lead.get(url("lead/")).content.decode()
    lead.post(url("lead/"), {"member": member.reference})

    assert "Who should lead the team?" in page
    assert PlaceTeam.objects.get(pk=team.pk).lead == member.person


def test_handing_over_with_nobody_else(sign_in: Any) -> None:
    team = build_team(build_form(), size=1, reference="TEAM-HERE")

    assert sign_in(team.lead).get(url("lead/")).headers["Location"] == url()


def test_after_the_deadline_the_team_is_only_read(team: PlaceTeam, lead: Any) -> None:
    close(team.call)

    page = lead.get(url()).content.decode()

    assert "The call has closed, and your team’s application was not sent." in page
    for rest in ("invite/", "send/", "leave/"):
        assert f'href="{url(rest)}"' not in page
        assert lead.get(url(rest)).headers["Location"] == url()


@pytest.fixture
def invitation(team: PlaceTeam) -> TeamInvitation:
    return TeamInvitationFactory(team=team, token="abc", name="Priya Patel")


LINK = "/team-invitations/abc/"


def test_an_invited_person_sees_who_invites_before_signing_in(
    invitation: TeamInvitation, client: Any
) -> None:
    page = client.get(LINK).content.decode()

    assert f"{invitation.team.lead} invites you to Us" in page
    assert "/account/sign-in/?next=%2Fteam-invitations%2Fabc%2F" in page
    assert "Say no, thank you" in page
    assert "Join the team" not in page
    assert invitation.team.lead.email not in page


def test_an_invited_person_joins(invitation: TeamInvitation, sign_in: Any) -> None:
    person = PersonFactory()
    client = sign_in(person)

    page = client.get(LINK).content.decode()
    response = client.post(LINK, {"answer": "yes"})

    assert "Join the team" in page
    assert response.headers["Location"] == url()
    assert Application.objects.get(person=person).team == invitation.team
    assert client.get(LINK).headers["Location"] == url()


def test_joining_needs_signing_in(invitation: TeamInvitation, client: Any) -> None:
    response = client.post(LINK, {"answer": "yes"})

    assert response.headers["Location"] == LINK
    assert Application.objects.count() == 3


def test_following_the_link_answers_nothing(
    invitation: TeamInvitation, client: Any
) -> None:
    """Mail scanners open links."""
    client.get(LINK)

    invitation.refresh_from_db()
    assert invitation.answered_at is None


def test_saying_no_needs_no_account(invitation: TeamInvitation, client: Any) -> None:
    page = client.post(LINK, {"answer": "no"}, follow=True).content.decode()

    assert "Thank you for telling us" in page
    assert Letter.objects.get().subject == "Priya Patel can't join Us"


def test_somebody_who_sent_alone_is_told_what_to_do(
    invitation: TeamInvitation, sign_in: Any
) -> None:
    alone = start(invitation.team.call.form_versions.get(), state="submitted")

    page = sign_in(alone.person).get(LINK).content.decode()

    assert "You have sent an application alone." in page
    assert "Join the team" not in page


def test_somebody_in_another_team_is_told_what_to_do(
    invitation: TeamInvitation, sign_in: Any
) -> None:
    other = build_team(invitation.team.call.form_versions.get())
    client = sign_in(other.lead)

    page = client.get(LINK).content.decode()
    refused = client.post(LINK, {"answer": "yes"}, follow=True).content.decode()

    assert "leave that one first" in page
    assert "You are in another place team. Leave it first." in refused


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"withdrawn_at": timezone.now()}, "has taken the invitation back"),
        ({"expires_at": timezone.now()}, "The link worked for 14 days."),
        ({"answered_at": timezone.now()}, "Thank you for telling us"),
    ],
)
def test_a_link_that_is_over_says_why(
    team: PlaceTeam, client: Any, facts: dict[str, Any], words: str
) -> None:
    TeamInvitationFactory(team=team, token="abc", **facts)

    page = client.get(LINK).content.decode()

    assert words in page
    assert "Sign in to join" not in page


def test_a_link_used_by_somebody_else(team: PlaceTeam, client: Any) -> None:
    TeamInvitationFactory(
        team=team, token="abc", answered_at=timezone.now(), accepted_by=PersonFactory()
    )

    assert "This invitation has been used" in client.get(LINK).content.decode()


def test_a_link_after_the_deadline(invitation: TeamInvitation, client: Any) -> None:
    close(invitation.team.call)

    page = client.get(LINK).content.decode()

    assert "The call has closed, so nobody can join a team any more." in page


def test_a_link_to_a_team_that_is_sent(invitation: TeamInvitation, client: Any) -> None:
    PlaceTeam.objects.update(sent_at=timezone.now())

    assert "application has been sent." in client.get(LINK).content.decode()


def test_a_link_nobody_sent(client: Any) -> None:
    response = client.get("/team-invitations/guess/")

    assert response.status_code == 404
    assert "This link leads nowhere" in response.content.decode()


def test_guessing_is_stopped_even_for_a_good_link(
    invitation: TeamInvitation, client: Any
) -> None:
    for number in range(20):
        client.get(f"/team-invitations/guess-{number}/")

    response = client.get(LINK)

    assert response.status_code == 429
    assert "Please wait an hour" in response.content.decode()


def test_a_wrong_verb(invitation: TeamInvitation, client: Any) -> None:
    assert client.delete(LINK).status_code == 405
