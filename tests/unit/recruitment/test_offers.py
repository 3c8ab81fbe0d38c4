from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.audit.models import AuditEvent
from lehc.letters.enums import LetterKind, LetterState
from lehc.letters.models import Letter
from lehc.recruitment.actions.offers import (
    choose_deadline,
    make_offers,
    move_deadline,
    put_on_waiting_list,
    tell_not_this_time,
)
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application, Offer, WaitingPlace
from tests.factories.accounts import PersonFactory
from tests.factories.offers import make_held_offer, make_told_offer
from tests.factories.programmes import SessionFactory
from tests.factories.recruitment import (
    ApplicationFactory,
    CallFactory,
    PlaceTeamFactory,
)

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


@pytest.fixture
def call() -> Any:
    """A call of a named cohort: letters are compared whole."""
    return CallFactory(
        cohort__number=7,
        cohort__slug="seventh",
        cohort__capacity=24,
        cohort__programme__name="Leading Together",
        opens_at=NOW - dt.timedelta(days=60),
        closes_at=NOW - dt.timedelta(days=30),
        panel_on=dt.date(2026, 11, 10),
        decision_on=dt.date(2026, 11, 20),
        contact_name="Ama Boateng",
        contact_email="ama@example.org",
    )


def make_applicant(call: Any, **fields: Any) -> Any:
    fields.setdefault("person__name", "Siân O’Brien")
    fields.setdefault("person__email", "sian@example.org")
    fields.setdefault("reference", "A-777777")
    fields.setdefault("state", ApplicationState.ELIGIBLE)
    return ApplicationFactory(call=call, **fields)


OFFER = """\
Dear Siân O’Brien,

Thank you for applying to the seventh cohort of Leading Together. We are very glad to \
offer you a place.

Please tell us by the end of Monday 7 December 2026 whether you will take it:
http://localhost:8000/applications/A-777777/offer/

To keep your answer safe we will send a code to this address when you sign in.

We first meet on Wednesday 3 March 2027, Reading Town Hall. All the dates are here:
http://localhost:8000/cohorts/seventh/

If you can't take the place, please tell us on the same page. Somebody else will be \
glad of it, and you need not give a reason.

If anything would make it easier for you to take part, or you would like to talk it \
over first, write to Ama Boateng at ama@example.org.

With warm wishes,

Ama Boateng
Leading Together
"""
TEAM_OFFER = """\
Dear Siân O’Brien,

Thank you for applying to the seventh cohort of Leading Together. We are very glad to \
offer you a place.

You applied with Reading together, and everybody in the team is offered a place. Each \
of you has a letter and answers for yourself.

Please tell us by the end of Monday 7 December 2026 whether you will take it:
http://localhost:8000/applications/A-777777/offer/

To keep your answer safe we will send a code to this address when you sign in.

If you can't take the place, please tell us on the same page. Somebody else will be \
glad of it, and you need not give a reason.

If anything would make it easier for you to take part, or you would like to talk it \
over first, write to Ama Boateng at ama@example.org.

With warm wishes,

Ama Boateng
Leading Together
"""
WAITING = """\
Dear Siân O’Brien,

Thank you for applying to the seventh cohort of Leading Together. It was good to read \
about your work and your place.

All our places are offered for now, and we would like to keep you on the waiting list. \
Places do come free. When one does, we look for somebody who keeps the cohort balanced \
across places and kinds of work, so there is no number in a queue we could tell you.

What the panel would like you to know:

Your project moved us.

You need not do anything. We will write to you if a place comes free. If you would \
rather not wait, you can withdraw your application at any time, or tell us.

If you would like to talk about it, write to Ama Boateng at ama@example.org.

With warm wishes,

Ama Boateng
Leading Together
"""
NOT_THIS_TIME = """\
Dear Siân O’Brien,

Thank you for applying to the seventh cohort of Leading Together, and for the time and \
thought you gave to it.

I am sorry to say that we can't offer you a place this time. 2 people applied for 24 \
places, and we had to leave out people whose work we admire. This is not a judgement \
of you or of what you do for your community.

We write to you again with what those who read your application saw in it.

We hope you will think of applying again. If you would like to talk about your \
application, or about other ways to take part, write to Ama Boateng at \
ama@example.org.

With warm wishes,

Ama Boateng
Leading Together
"""


@time_machine.travel(NOW, tick=False)
def test_make_offers_writes_held_letter_with_deadline_and_first_date(call: Any) -> None:
    application = make_applicant(call)
    SessionFactory(
        cohort=call.cohort,
        venue="Reading Town Hall",
        starts_at=dt.datetime(2027, 3, 3, 10, tzinfo=dt.UTC),
    )
    lead = PersonFactory()

    [offer] = make_offers(applications=[application], by=lead)

    letter = Letter.objects.get()
    assert letter.subject == "We would like to offer you a place"
    assert letter.body == OFFER
    assert (letter.recipient, letter.kind, letter.state) == (
        "sian@example.org",
        LetterKind.DECISION,
        LetterState.HELD,
    )
    assert mail.outbox == []
    assert offer.deadline == dt.datetime(2026, 12, 7, 23, 59, tzinfo=dt.UTC)
    change = Application.objects.get().state_changes.last()
    assert change is not None
    assert (change.state, change.by) == (ApplicationState.OFFERED, lead)
    assert AuditEvent.objects.filter(actor_id=lead.pk).count() == 1


@time_machine.travel(NOW, tick=False)
def test_offer_to_a_team_member_names_the_team(call: Any) -> None:
    team = PlaceTeamFactory(call=call, name="Reading together")
    make_offers(applications=[make_applicant(call, team=team)], by=None)

    assert Letter.objects.get().body == TEAM_OFFER


def test_deadline_counts_from_the_decision_date_while_that_is_ahead(call: Any) -> None:
    with time_machine.travel(dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)):
        deadline = choose_deadline(call)

    assert deadline == dt.datetime(2026, 12, 4, 23, 59, tzinfo=dt.UTC)


def test_make_offers_refuses_a_deadline_gone_by(call: Any) -> None:
    application = make_applicant(call)

    with pytest.raises(ValidationError, match="still to come"):
        make_offers(
            applications=[application],
            by=None,
            deadline=timezone.now() - dt.timedelta(1),
        )

    assert not Offer.objects.exists()


def test_make_offers_to_somebody_withdrawn_undoes_all_of_it(call: Any) -> None:
    good = make_applicant(call)
    gone = ApplicationFactory(call=call, state=ApplicationState.WITHDRAWN)

    with pytest.raises(ValidationError, match="can't become “Offered a place”"):
        make_offers(applications=[good, gone], by=None)

    good.refresh_from_db()
    assert good.state == ApplicationState.ELIGIBLE
    assert (Offer.objects.count(), Letter.objects.count()) == (0, 0)


def test_waiting_list_keeps_the_order_given_after_those_there(call: Any) -> None:
    first, second, third = ApplicationFactory.create_batch(
        3, call=call, state=ApplicationState.ELIGIBLE
    )

    put_on_waiting_list(ordered_applications=[second], by=None)
    put_on_waiting_list(ordered_applications=[third, first], by=None)

    places = WaitingPlace.objects.values_list("application_id", "position")
    assert list(places) == [(second.pk, 1), (third.pk, 2), (first.pk, 3)]


def test_waiting_letter_carries_the_feedback_given(call: Any) -> None:
    application = make_applicant(call)

    put_on_waiting_list(
        ordered_applications=[application],
        by=None,
        feedback={application.pk: "Your project moved us."},
    )

    letter = Letter.objects.get()
    assert (letter.subject, letter.body, letter.state) == (
        "You are on our waiting list",
        WAITING,
        LetterState.HELD,
    )


def test_not_this_time_letter_is_kind_and_counts_truly(call: Any) -> None:
    application = make_applicant(call)
    ApplicationFactory(call=call, state=ApplicationState.SUBMITTED)
    ApplicationFactory(call=call)  # in progress: did not apply

    tell_not_this_time(applications=[application], by=None)

    letter = Letter.objects.get()
    assert (letter.subject, letter.body, letter.state) == (
        "About your application to our seventh cohort",
        NOT_THIS_TIME,
        LetterState.HELD,
    )


def test_not_this_time_feedback_stands_in_the_letter(call: Any) -> None:
    application = make_applicant(call)

    tell_not_this_time(
        applications=[application],
        by=None,
        feedback={application.pk: "Say more about who was there."},
    )

    said = "What the panel would like you to know:\n\nSay more about who was there.\n"
    assert said in Letter.objects.get().body


def test_no_letter_speaks_of_rejection_or_failure(call: Any) -> None:
    applications = ApplicationFactory.create_batch(
        3, call=call, state=ApplicationState.ELIGIBLE
    )
    make_offers(applications=applications[:1], by=None)
    put_on_waiting_list(ordered_applications=applications[1:2], by=None)
    tell_not_this_time(applications=applications[2:], by=None)

    for letter in Letter.objects.all():
        words = (letter.subject + letter.body).lower()
        for unkind in ("reject", "fail", "unsuccessful", "invalid", "!"):
            assert unkind not in words


def test_offer_from_the_waiting_list_takes_the_unsent_letter_back(call: Any) -> None:
    application = make_applicant(call)
    put_on_waiting_list(ordered_applications=[application], by=None)

    make_offers(applications=[application], by=None)

    assert [letter.subject for letter in Letter.objects.all()] == [
        "We would like to offer you a place"
    ]
    assert not WaitingPlace.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_move_deadline_mends_a_letter_that_still_waits(call: Any) -> None:
    application = make_applicant(call)
    make_offers(applications=[application], by=None)
    later = dt.datetime(2026, 12, 18, 17, 30, tzinfo=dt.UTC)

    move_deadline(application=application, deadline=later, by=None)

    letter = Letter.objects.get()
    assert "tell us by Friday 18 December 2026, 5:30pm whether" in letter.body
    assert "7 December" not in letter.body
    assert Offer.objects.get().deadline == later


NEW_DEADLINE = """\
Dear Siân O’Brien,

You can now tell us by Friday 18 December 2026, 5:30pm whether you will take your \
place in the seventh cohort of Leading Together:
http://localhost:8000/applications/A-777777/offer/

If you would like to talk it over first, write to Ama Boateng at ama@example.org.

With warm wishes,

Ama Boateng
Leading Together
"""


@time_machine.travel(NOW, tick=False)
def test_move_deadline_tells_somebody_who_knows_of_the_offer(
    call: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_applicant(call)
        offer = make_told_offer(
            call=call,
            person__name="Siân O’Brien",
            person__email="other@example.org",
            reference="A-777778",
        )
    later = dt.datetime(2026, 12, 18, 17, 30, tzinfo=dt.UTC)

    move_deadline(application=offer.application, deadline=later, by=None)

    letter = Letter.objects.filter(kind=LetterKind.NOTICE).get()
    assert letter.subject == "More about when to answer our offer"
    assert letter.body == NEW_DEADLINE.replace("A-777777", "A-777778")


def test_move_deadline_needs_an_open_offer(call: Any) -> None:
    application = make_applicant(call)

    with pytest.raises(ValidationError, match="no offer to answer"):
        move_deadline(
            application=application,
            deadline=timezone.now() + dt.timedelta(days=3),
            by=None,
        )


def test_move_deadline_refuses_the_past() -> None:
    offer = make_held_offer()

    with pytest.raises(ValidationError, match="still to come"):
        move_deadline(
            application=offer.application,
            deadline=timezone.now() - dt.timedelta(days=1),
            by=None,
        )
