"""What the team reads is still open before it fixes a cohort."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lehc.assessment.models import PanelDecision
from lehc.recruitment.actions.withdrawing import withdraw_application
from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import Application
from lehc.recruitment.presenters.teams import say_size
from lehc.selection.presenters.before_fixing import say_open_ends
from lehc.selection.queries.open_ends import find_open_ends
from tests.factories.recruitment import ApplicationFactory, PlaceTeamFactory
from tests.factories.selection import add_candidate, make_closed_call, make_lead

pytestmark = pytest.mark.django_db


def list_open_ends(call: Any) -> list[str]:
    return say_open_ends(
        find_open_ends(call, Application.objects.filter(call=call)),
        team_minimum=call.team_minimum,
    )


def settle(call: Any) -> None:
    """Assessing is over, and one review of each was asked for."""
    over = timezone.now() - timedelta(days=1)
    call.rubrics.update(closes_at=over, reviews_per_application=1)


def test_nothing_is_open_once_all_is_done() -> None:
    call = make_closed_call()
    add_candidate(call, score=3)
    settle(call)
    assert list_open_ends(call) == []


def test_what_is_not_done_is_named(sign_in: Any) -> None:
    call = make_closed_call()
    application = add_candidate(call, score=3)
    ApplicationFactory(call=call, state=ApplicationState.ELIGIBLE)
    ApplicationFactory(call=call, state=ApplicationState.SUBMITTED)
    call.rubrics.update(reviews_per_application=2)
    PanelDecision.objects.filter(application=application).delete()
    ends = list_open_ends(call)
    assert ends[:3] == [
        "1 application has not been checked yet. Until then nothing can be fixed.",
        "2 applications have no decision of the panel. They would hear “not this "
        "time” without one.",
        "2 applications have fewer reviews than asked for.",
    ]
    assert [words[:24] for words in ends[3:]] == ["Assessing is open until "]
    page = sign_in(make_lead(call)).get(
        reverse("desk_selection", args=[call.cohort.slug])
    )
    assert ends[0] in page.content.decode()


def test_a_team_that_somebody_left_is_named() -> None:
    call = make_closed_call()
    call.team_minimum = 2
    call.save(update_fields=["team_minimum"])
    team = PlaceTeamFactory(call=call, name="Leeds together", sent_at=timezone.now())
    first, second = (add_candidate(call, score=3, team=team) for _ in range(2))
    settle(call)
    assert list_open_ends(call) == []
    withdraw_application(application=second, by=second.person)
    assert list_open_ends(call) == [
        "Leeds together has become smaller than this call asks: 1 of at least 2 "
        "people. It can be chosen, unless the panel decides otherwise."
    ]
    team.refresh_from_db()
    assert "smaller since it was sent" in say_size(team, 1)
    assert "smaller since" not in say_size(team, 2)
    withdraw_application(application=first, by=first.person)
    assert list_open_ends(call) == []


def test_more_applications_ask_no_more_of_the_database(
    django_assert_num_queries: Any,
) -> None:
    call = make_closed_call()
    add_candidate(call, score=3)
    with CaptureQueriesContext(connection) as once:
        find_open_ends(call, Application.objects.filter(call=call))
    for _ in range(3):
        add_candidate(call, score=2)
    with django_assert_num_queries(len(once)):
        find_open_ends(call, Application.objects.filter(call=call))
