from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lehc.letters.models import Letter
from lehc.recruitment.actions.handing_over import hand_over_team
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.actions.teams import (
    bring_into_team,
    leave_team,
    reopen_team,
    send_team,
    sign_off,
    start_team,
)
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.membership import count_organisations, list_missing
from lehc.recruitment.models import Answer, Application, FormVersion, PlaceTeam
from lehc.recruitment.queries.answers import collect_answers
from lehc.recruitment.queries.teams import members_of
from tests.factories.accounts import PersonFactory
from tests.factories.applying import (
    TeamInvitationFactory,
    build_form,
    build_team,
    close,
    fill_in,
    start,
)
from tests.factories.places import AreaFactory
from tests.factories.recruitment import (
    AnswerFactory,
    FormVersionFactory,
    QuestionFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db


def subjects() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("recipient", "subject"))


def ready_team(version: FormVersion | None = None, size: int = 3) -> PlaceTeam:
    """Everybody's part is filled in and signed off; no letter is left."""
    team = build_team(version or build_form(), size=size)
    for member in team.members.all():
        sign_off(application=fill_in(member), by=member.person)
    Letter.objects.all().delete()
    return team


def test_start_team_makes_the_lead_its_first_member() -> None:
    call = build_form().call
    person, place = PersonFactory(), AreaFactory()

    team = start_team(call=call, name=" Reading  Together ", place=place, by=person)

    assert (team.name, team.lead, team.place) == ("Reading Together", person, place)
    assert [row.person for row in members_of(team)] == [person]


def test_start_team_twice_starts_one() -> None:
    call = build_form().call
    facts = {"call": call, "name": "Us", "place": AreaFactory(), "by": PersonFactory()}

    assert start_team(**facts) == start_team(**facts)
    assert PlaceTeam.objects.count() == 1


def test_start_team_brings_what_was_begun_alone() -> None:
    application = start(build_form())
    AnswerFactory(application=application, value="Kept")

    team = start_team(
        call=application.call, name="Us", place=AreaFactory(), by=application.person
    )

    application.refresh_from_db()
    assert application.team == team
    assert application.answers.get().value == "Kept"


def test_start_team_after_sending_alone_is_refused() -> None:
    application = start(build_form(), state="submitted")

    with pytest.raises(ValidationError) as refusal:
        start_team(
            call=application.call, name="Us", place=AreaFactory(), by=application.person
        )

    assert refusal.value.code == "sent"
    assert PlaceTeam.objects.count() == 0


def test_start_team_where_everybody_applies_alone_is_refused() -> None:
    call = build_form(allows_teams=False).call

    with pytest.raises(ValidationError) as refusal:
        start_team(call=call, name="Us", place=AreaFactory(), by=PersonFactory())

    assert refusal.value.code == "alone"


def test_sign_off_needs_one_s_own_part_complete() -> None:
    member = build_team(build_form()).members.first()

    with pytest.raises(ValidationError) as refusal:
        sign_off(application=member, by=member.person)

    assert refusal.value.code == "incomplete"


def test_sign_off_is_said_once_and_the_last_tells_the_lead() -> None:
    team = build_team(build_form())
    members = [fill_in(member) for member in team.members.all()]

    said = [sign_off(application=row, by=row.person) for row in [*members, members[0]]]

    assert said == [True, True, True, False]
    assert subjects() == [(team.lead.email, f"{team.name} is ready to send")]


def test_send_team_sends_everybody_and_writes_to_each() -> None:
    team = ready_team()

    assert send_team(team=team, by=team.lead) is True

    assert {row.state for row in team.members.all()} == {"submitted"}
    assert {row.sent_at is None for row in team.members.all()} == {False}
    assert PlaceTeam.objects.get(pk=team.pk).sent_at is not None
    assert subjects() == [
        (row.person.email, f"We have the application of {team.name}")
        for row in members_of(team)
    ]


def test_send_team_in_two_tabs_sends_once() -> None:
    team = ready_team()
    stale = PlaceTeam.objects.get(pk=team.pk)

    send_team(team=team, by=team.lead)

    assert send_team(team=stale, by=team.lead) is False
    assert Letter.objects.count() == 3


def test_send_team_needs_everybody_s_sign_off() -> None:
    team = ready_team()
    late = team.members.last()
    Application.objects.filter(pk=late.pk).update(signed_off_at=None)

    with pytest.raises(ValidationError) as refusal:
        send_team(team=team, by=team.lead)

    assert refusal.value.messages == [f"{late.person} has not signed off yet."]
    assert {row.state for row in team.members.all()} == {"in_progress"}


def test_send_team_undoes_all_when_one_part_is_not_complete() -> None:
    team = ready_team()
    last = team.members.last()
    last.answers.filter(question__key="job").delete()

    with pytest.raises(ValidationError):
        send_team(team=team, by=team.lead)

    assert {row.state for row in team.members.all()} == {"in_progress"}
    assert PlaceTeam.objects.get(pk=team.pk).sent_at is None
    assert Letter.objects.count() == 0


def test_send_team_that_is_too_small_is_refused() -> None:
    team = build_team(build_form(), size=2)
    for member in team.members.all():
        sign_off(application=fill_in(member), by=member.person)

    with pytest.raises(ValidationError) as refusal:
        send_team(team=team, by=team.lead)

    assert refusal.value.messages == ["1 more person must join."]


def test_a_team_of_one_organisation_is_no_mix() -> None:
    team = build_team(build_form())
    team.members.update(organisation=team.members.first().organisation)
    members = list(members_of(team))

    assert count_organisations(members) == 1
    assert list_missing(team, members)[0] == (
        "Somebody from another organisation must join: "
        "a place team brings different organisations together."
    )


def test_members_are_asked_for_their_organisations_before_somebody_else_is() -> None:
    team = build_team(build_form())
    team.members.update(organisation=None)
    members = list(members_of(team))
    assert list_missing(team, members)[:3] == [
        f"{member.person} has not named their organisation yet." for member in members
    ]


def test_independent_people_count_as_one_organisation() -> None:
    team = build_team(build_form())
    for member in list(team.members.all())[1:]:
        member.organisation, member.is_independent = None, True
        member.save()

    assert count_organisations(members_of(team)) == 2


def test_send_team_after_the_deadline_is_refused() -> None:
    team = ready_team()
    close(team.call)

    with pytest.raises(ValidationError) as refusal:
        send_team(team=team, by=team.lead)

    assert refusal.value.code == "closed"


def test_reopen_team_gives_everybody_their_part_back() -> None:
    team = ready_team()
    send_team(team=team, by=team.lead)
    Letter.objects.all().delete()

    assert reopen_team(team=team, by=team.lead) is True
    assert reopen_team(team=team, by=team.lead) is False

    rows = team.members.all()
    assert {(row.state, row.signed_off_at) for row in rows} == {("in_progress", None)}
    subject = f"{team.lead} has taken the application of {team.name} back"
    assert subjects() == [(row.person.email, subject) for row in list(rows)[1:]]


def test_reopen_team_when_one_is_being_looked_at_changes_nothing() -> None:
    team = ready_team()
    send_team(team=team, by=team.lead)
    last = team.members.last()
    move_application(application=last, to=ApplicationState.ELIGIBLE, by=None)

    with pytest.raises(ValidationError):
        reopen_team(team=team, by=team.lead)

    assert PlaceTeam.objects.get(pk=team.pk).sent_at is not None
    assert {row.state for row in team.members.all()} == {"submitted", "eligible"}


def test_leave_team_keeps_one_s_own_words_and_tells_the_others() -> None:
    team = build_team(build_form())
    lead, second, third = team.members.all()
    AnswerFactory(application=third, value="Mine")

    leave_team(application=third, by=third.person)

    third.refresh_from_db()
    assert (third.team, third.answers.get().value) == (None, "Mine")
    subject = f"{third.person} is no longer in {team.name}"
    assert subjects() == [(lead.person.email, subject), (second.person.email, subject)]


def test_a_lead_who_takes_somebody_out_writes_to_them() -> None:
    team = build_team(build_form())
    lead, second, third = team.members.all()

    leave_team(application=third, by=lead.person)

    assert subjects() == [
        (second.person.email, f"{third.person} is no longer in {team.name}"),
        (third.person.email, f"You are no longer in {team.name}"),
    ]
    body = Letter.objects.latest("pk").body
    assert "You can go on alone, or join another place team:" in body


def test_a_lead_who_leaves_hands_over_to_the_longest_standing() -> None:
    team = build_team(build_form())
    lead, second, _ = team.members.all()

    leave_team(application=lead, by=lead.person)

    assert PlaceTeam.objects.get(pk=team.pk).lead == second.person


def test_the_last_to_leave_takes_a_copy_and_ends_the_invitations() -> None:
    team = build_team(build_form(), size=1)
    mine = team.members.get()
    issue = QuestionFactory(section__form_version=mine.form_version)
    AnswerFactory(application=None, team=team, question=issue, value="Ours")
    invitation = TeamInvitationFactory(team=team)

    leave_team(application=mine, by=mine.person)

    assert mine.answers.get().value == "Ours"
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


@pytest.mark.parametrize("reason", ["closed", "sent"])
def test_membership_is_locked(reason: str) -> None:
    team = ready_team()
    if reason == "sent":
        send_team(team=team, by=team.lead)
    else:
        close(team.call)
    member = team.members.last()

    with pytest.raises(ValidationError) as refusal:
        leave_team(application=member, by=member.person)

    assert refusal.value.code == reason
    assert Application.objects.get(pk=member.pk).team == team


def test_hand_over_to_a_stranger_is_refused() -> None:
    team = build_team(build_form())

    with pytest.raises(ValidationError) as refusal:
        hand_over_team(team=team, to=PersonFactory(), by=team.lead)

    assert refusal.value.code == "stranger"


def test_a_newcomer_answers_the_form_the_team_began_with() -> None:
    """A newer version was published after the team began; answers move by key."""
    old = build_form()
    team = build_team(old, size=1)
    new = FormVersionFactory(call=old.call, number=2)
    section = SectionFactory(form_version=new)
    moved = QuestionFactory(section=section, key="job", kind="short_text")
    other = QuestionFactory(section=section, key="role", kind="short_text")
    alone = start(new)
    AnswerFactory(application=alone, question=moved, value="Nurse")
    AnswerFactory(application=alone, question=other, value="Another kind")

    bring_into_team(team=team, by=alone.person)

    alone.refresh_from_db()
    assert alone.form_version == old
    answers = collect_answers([alone])[alone.pk]
    assert answers["job"].question.section.form_version == old
    assert Answer.objects.get(value="Another kind").question == other


def test_every_letter_greets_and_says_who_writes() -> None:
    team = ready_team()
    send_team(team=team, by=team.lead)
    reopen_team(team=team, by=team.lead)
    lead, second, third = team.members.all()
    leave_team(application=third, by=lead.person)
    hand_over_team(team=team, to=second.person, by=lead.person)

    bodies: list[Any] = list(Letter.objects.values_list("body", flat=True))

    assert len(bodies) == 8
    for body in bodies:
        assert body.startswith("Dear Person ")
        assert body.endswith("With warm wishes,\n\nContact Person\n" + sign(team))
        assert "{" not in body


def sign(team: PlaceTeam) -> str:
    return f"{team.call.cohort.programme.name}\n"
