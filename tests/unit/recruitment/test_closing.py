"""When the closing time of a call may still be moved."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lehc.letters.models import Letter
from lehc.recruitment.actions.calls import save_call
from lehc.recruitment.models import Call
from tests.factories.accounts import PersonFactory
from tests.factories.recruitment import ApplicationFactory, CallFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def make_call(*, closes_in: dt.timedelta) -> Call:
    closes_at = timezone.now() + closes_in
    on = closes_at.date() + 10 * DAY
    opens_at = closes_at - 30 * DAY
    dates = {"opens_at": opens_at, "closes_at": closes_at}
    call: Call = CallFactory(panel_on=on, decision_on=on, **dates)
    return call


def close(call: Call, closes_at: dt.datetime) -> Any:
    return save_call(cohort=call.cohort, by=PersonFactory(), closes_at=closes_at)


def test_an_open_call_closes_at_a_time_to_come() -> None:
    call = make_call(closes_in=5 * DAY)
    with pytest.raises(ValidationError, match="People may be writing at this moment"):
        close(call, timezone.now() - DAY)
    call.refresh_from_db()
    assert call.is_open
    sooner = timezone.now() + DAY
    assert close(call, sooner).closes_at == sooner


def test_a_closed_call_opens_again_until_letters_are_written() -> None:
    call = make_call(closes_in=-DAY)
    later = timezone.now() + DAY
    assert close(call, later).is_open
    Call.objects.update(closes_at=timezone.now() - DAY)
    application = ApplicationFactory(call=call, state="not_this_time")
    letter = Letter.objects.create(kind="decision", recipient="a@example.org")
    application.decision_letters.create(letter=letter)
    with pytest.raises(ValidationError, match="can’t open again"):
        close(call, later)
    call.refresh_from_db()
    assert not call.is_open
    changed = save_call(cohort=call.cohort, by=PersonFactory(), cost="Nothing")
    assert changed.cost == "Nothing"
