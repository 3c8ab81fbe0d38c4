from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lehc.recruitment.actions.moves import move_application
from lehc.recruitment.enums import TRANSITIONS, ApplicationState
from lehc.recruitment.models import Application
from tests.factories.accounts import PersonFactory
from tests.factories.recruitment import ApplicationFactory

pytestmark = pytest.mark.django_db

PAIRS = [(was, now) for was in ApplicationState for now in ApplicationState]
FREEING = {
    ("offered", "declined"),
    ("offered", "lapsed"),
    ("offered", "withdrawn"),
    ("accepted", "withdrawn"),
}


@pytest.mark.parametrize(("was", "now"), PAIRS)
def test_each_move_is_made_or_refused_as_the_table_says(
    was: ApplicationState, now: ApplicationState, vacancy_calls: Any
) -> None:
    application = ApplicationFactory(state=was)

    if now in TRANSITIONS[was]:
        move_application(application=application, to=now, by=None)
        expected = now
    else:
        with pytest.raises(ValidationError, match="This application is now"):
            move_application(application=application, to=now, by=None)
        expected = was

    assert Application.objects.get().state == expected


@pytest.mark.parametrize(
    ("was", "now"), [pair for pair in PAIRS if pair[1] in TRANSITIONS[pair[0]]]
)
def test_a_move_announces_a_vacancy_exactly_when_a_place_comes_free(
    was: ApplicationState, now: ApplicationState, vacancy_calls: Any
) -> None:
    application = ApplicationFactory(state=was)
    person = PersonFactory()

    move_application(application=application, to=now, by=person)

    heard = [(application.call_id, person)] if (was, now) in FREEING else []
    assert vacancy_calls == heard


def test_a_fault_in_answering_a_vacancy_undoes_the_move(vacancy_calls: Any) -> None:
    from lehc.recruitment import vacancies

    application = ApplicationFactory(state=ApplicationState.ACCEPTED)

    def stumble(*, call: Any, by: Any) -> None:
        raise RuntimeError("nobody waits")

    vacancies._answers[:] = [stumble]
    with pytest.raises(RuntimeError):
        move_application(
            application=application, to=ApplicationState.WITHDRAWN, by=None
        )

    assert Application.objects.get().state == ApplicationState.ACCEPTED
    assert Application.objects.get().state_changes.count() == 1
