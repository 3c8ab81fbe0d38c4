from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lehc.audit.models import AuditEvent
from lehc.letters.models import Letter
from lehc.programmes.models import Organisation
from lehc.recruitment.actions import applying
from lehc.recruitment.actions.applying import (
    apply_independently,
    name_organisation,
    reopen_application,
    send_application,
    start_application,
)
from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.actions.withdrawing import withdraw_application
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, PlaceTeam
from tests.factories.accounts import PersonFactory
from tests.factories.applying import build_form, build_team, close, fill_in, start
from tests.factories.programmes import OrganisationFactory
from tests.factories.recruitment import ApplicationFactory, FormVersionFactory

pytestmark = pytest.mark.django_db


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("recipient", "subject"))


def codes(refusal: Any) -> list[str]:
    return [error.code for error in refusal.value.error_list]


def test_start_gives_an_application_on_the_newest_published_form() -> None:
    version = build_form()
    newer = FormVersionFactory(call=version.call, number=2)
    FormVersionFactory(call=version.call, number=3, published_at=None)
    person = PersonFactory()

    application = start_application(call=version.call, by=person)

    assert application.person == person
    assert application.form_version == newer
    assert application.state == ApplicationState.IN_PROGRESS
    assert [c.state for c in application.state_changes.all()] == ["in_progress"]
    assert AuditEvent.objects.get().action == "recruitment.start_application"


def test_start_twice_gives_the_same_application() -> None:
    call = build_form().call
    person = PersonFactory()

    first = start_application(call=call, by=person)
    second = start_application(call=call, by=person)

    assert first == second
    assert Application.objects.count() == 1


def test_start_in_two_tabs_at_once_gives_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other tab's application appears after this one has looked for one."""
    version = build_form()
    person = PersonFactory()
    theirs = start(version, person=person)
    monkeypatch.setattr(applying, "find_application", lambda by, call: None)

    mine = start_application(call=version.call, by=person)

    assert mine == theirs
    assert Application.objects.count() == 1


def test_the_database_refuses_a_second_application() -> None:
    version = build_form()
    first = start(version)

    with pytest.raises(IntegrityError), transaction.atomic():
        start(version, person=first.person)


def test_start_again_after_withdrawing() -> None:
    call = build_form().call
    person = PersonFactory()
    first = start_application(call=call, by=person)
    withdraw_application(application=first, by=person)

    second = start_application(call=call, by=person)

    assert first != second


@pytest.mark.parametrize("days", [-1, 1])
def test_start_needs_an_open_call(days: int) -> None:
    call = build_form().call
    if days < 0:
        close(call)
    else:
        call.opens_at += datetime.timedelta(days=8)
        call.save()

    with pytest.raises(ValidationError) as refusal:
        start_application(call=call, by=PersonFactory())

    assert codes(refusal) == ["closed"]
    assert Application.objects.count() == 0


def test_start_alone_where_only_teams_may() -> None:
    call = build_form(allows_single=False).call

    with pytest.raises(ValidationError) as refusal:
        start_application(call=call, by=PersonFactory())

    assert codes(refusal) == ["teams_only"]


def test_start_undoes_everything_when_the_audit_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = build_form().call

    def refuse(*args: Any, **facts: Any) -> None:
        raise RuntimeError("no record, no change")

    monkeypatch.setattr(applying, "record", refuse)
    with pytest.raises(RuntimeError), transaction.atomic():
        start_application(call=call, by=PersonFactory())

    assert Application.objects.count() == 0


def test_name_organisation_takes_one_that_is_there_whatever_the_case() -> None:
    known = OrganisationFactory(name="Reading Borough Council", sector="housing")
    application = start(build_form(), organisation=None)

    name_organisation(
        application=application,
        name="  reading  borough COUNCIL ",
        sector="vcse",
        by=application.person,
    )

    application.refresh_from_db()
    assert (application.organisation, known.sector) == (known, "housing")


def test_name_organisation_adds_a_new_one() -> None:
    application = start(build_form(), organisation=None, is_independent=True)

    name_organisation(
        application=application, name="New Trust", sector="vcse", by=application.person
    )

    application.refresh_from_db()
    assert application.organisation == Organisation.objects.get(name="New Trust")
    assert application.is_independent is False


def test_apply_independently_names_no_organisation() -> None:
    application = start(build_form())

    apply_independently(application=application, by=application.person)

    application.refresh_from_db()
    assert (application.organisation, application.is_independent) == (None, True)


def test_the_database_refuses_independent_with_an_organisation() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationFactory(is_independent=True)


def test_send_moves_dates_and_writes_one_receipt() -> None:
    application = fill_in(start(build_form(), reference="KM7Q-3XTR"))

    assert send_application(application=application, by=application.person) is True

    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert application.sent_at is not None
    assert letters() == [
        (application.person.email, "We have your application KM7Q-3XTR")
    ]


def test_send_twice_sends_once() -> None:
    application = fill_in(start(build_form()))
    stale = Application.objects.get(pk=application.pk)

    send_application(application=application, by=application.person)
    again = send_application(application=stale, by=application.person)

    assert again is False
    assert len(letters()) == 1
    assert application.state_changes.filter(state="submitted").count() == 1


def test_send_of_something_unfinished_is_refused() -> None:
    application = fill_in(start(build_form()))
    application.answers.filter(question__key="job").delete()

    with pytest.raises(ValidationError) as refusal:
        send_application(application=application, by=application.person)

    assert codes(refusal) == ["incomplete"]
    assert letters() == []


def test_send_after_the_deadline_is_refused() -> None:
    application = fill_in(start(build_form()))
    close(application.call)

    with pytest.raises(ValidationError) as refusal:
        send_application(application=application, by=application.person)

    assert codes(refusal) == ["closed"]
    application.refresh_from_db()
    assert application.state == ApplicationState.IN_PROGRESS


def test_send_alone_from_a_team_is_refused() -> None:
    team = build_team(build_form())
    application = fill_in(team.members.first())

    with pytest.raises(ValidationError) as refusal:
        send_application(application=application, by=application.person)

    assert codes(refusal) == ["in_team"]


def test_reopen_gives_it_back_and_it_can_be_sent_again() -> None:
    application = fill_in(start(build_form()))
    send_application(application=application, by=application.person)

    assert reopen_application(application=application, by=application.person) is True
    assert reopen_application(application=application, by=application.person) is False
    application.refresh_from_db()
    assert (application.state, application.sent_at) == ("in_progress", None)

    send_application(application=application, by=application.person)
    assert len(letters()) == 2


def test_reopen_after_the_deadline_is_refused() -> None:
    application = fill_in(start(build_form()))
    send_application(application=application, by=application.person)
    close(application.call)

    with pytest.raises(ValidationError) as refusal:
        reopen_application(application=application, by=application.person)

    assert codes(refusal) == ["closed"]


def test_reopen_what_is_being_looked_at_is_refused() -> None:
    application = fill_in(start(build_form()))
    send_application(application=application, by=application.person)
    move_application(application=application, to=ApplicationState.ELIGIBLE, by=None)

    with pytest.raises(ValidationError) as refusal:
        reopen_application(application=application, by=application.person)

    assert codes(refusal) == ["opened"]


@pytest.mark.parametrize("state", ["in_progress", "submitted", "eligible", "offered"])
def test_withdraw_from_wherever_it_is(state: str) -> None:
    application = start(build_form(), state=state)

    assert withdraw_application(
        application=application, by=application.person, reason="New job"
    )

    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN
    assert application.state_changes.last().reason == "New job"
    assert [subject for _, subject in letters()] == [
        f"You have withdrawn your application {application.reference}"
    ]


def test_withdraw_twice_is_no_trouble() -> None:
    application = start(build_form())
    withdraw_application(application=application, by=application.person)

    assert not withdraw_application(application=application, by=application.person)
    assert len(letters()) == 1


@pytest.mark.parametrize("state", ["not_this_time", "declined"])
def test_withdraw_at_the_end_is_refused(state: str) -> None:
    application = start(build_form(), state=state)

    with pytest.raises(ValidationError) as refusal:
        withdraw_application(application=application, by=application.person)

    assert codes(refusal) == ["transition"]


def test_a_lead_who_withdraws_hands_the_team_over_and_the_others_hear() -> None:
    team = build_team(build_form())
    lead, second, third = team.members.all()

    withdraw_application(application=lead, by=lead.person, reason="Private")

    team = PlaceTeam.objects.get(pk=team.pk)
    assert team.lead == second.person
    assert letters() == [
        (lead.person.email, f"You have withdrawn your application {lead.reference}"),
        (second.person.email, f"{lead.person} has withdrawn from {team.name}"),
        (third.person.email, f"{lead.person} has withdrawn from {team.name}"),
        (second.person.email, f"You now lead {team.name}"),
    ]
    assert "Private" not in "".join(Letter.objects.values_list("body", flat=True))
