from __future__ import annotations

from decimal import Decimal

import pytest

from lehc.assessment.actions.panel import put_forward_from, record_decision
from lehc.assessment.enums import PanelOutcome
from lehc.assessment.models import PanelDecision
from lehc.assessment.queries import panel_outcomes
from lehc.audit.models import AuditEvent
from lehc.recruitment.models import Application
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import PanelDecisionFactory, review_application
from tests.factories.recruitment import ApplicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return PersonFactory()


def make(call, *scores: int) -> Application:
    application = ApplicationFactory(call=call, state="eligible")
    review_application(application, *scores)
    return application


def test_decisions_are_added_and_the_newest_counts(call, by) -> None:
    application = ApplicationFactory(call=call, state="eligible")
    for outcome in (PanelOutcome.DISCUSS_AGAIN, PanelOutcome.NOT_THIS_TIME):
        record_decision(
            application=application, outcome=outcome, reason="We talked", by=by
        )

    assert panel_outcomes(call) == {application.pk: PanelOutcome.NOT_THIS_TIME}
    assert PanelDecision.objects.count() == 2
    assert AuditEvent.objects.first().facts == {
        "application": application.pk,
        "outcome": "not_this_time",
    }


def test_put_forward_takes_the_undecided_from_a_median_on(call, by) -> None:
    high, exact, low = make(call, 4, 4), make(call, 3, 3), make(call, 2, 3)
    decided = make(call, 4, 4)
    PanelDecisionFactory(application=decided, outcome=PanelOutcome.NOT_THIS_TIME)
    ApplicationFactory(call=call, state="eligible")  # no review, so no merit

    count = put_forward_from(
        call=call,
        applications=Application.objects.filter(call=call),
        median=Decimal("3.00"),
        reason="Clear of the line",
        by=by,
    )

    assert count == 2
    assert panel_outcomes(call) == {
        high.pk: PanelOutcome.PUT_FORWARD,
        exact.pk: PanelOutcome.PUT_FORWARD,
        decided.pk: PanelOutcome.NOT_THIS_TIME,
    }
    assert low.pk not in panel_outcomes(call)


def test_put_forward_touches_only_what_the_person_may_see(call, by) -> None:
    seen, unseen = make(call, 4, 4), make(call, 4, 4)

    put_forward_from(
        call=call,
        applications=Application.objects.filter(pk=seen.pk),
        median=Decimal(1),
        reason="Clear of the line",
        by=by,
    )

    assert set(panel_outcomes(call)) == {seen.pk}
    assert str(unseen.pk) not in str(AuditEvent.objects.first().facts["applications"])
