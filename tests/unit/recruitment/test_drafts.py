from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile

from lehc.background.registry import run_housekeeping
from lehc.letters.models import Letter
from lehc.recruitment.actions.answers import save_answer
from lehc.recruitment.actions.drafts import (
    delete_unsent_drafts,
    notice_unsent_drafts,
    remind_drafts,
)
from lehc.recruitment.models import Answer, Application, PlaceTeam, Question
from tests.factories.applying import build_form, build_team, start

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)


def day(number: float) -> datetime.datetime:
    return NOW + datetime.timedelta(days=number)


def at(number: float) -> Any:
    return time_machine.travel(day(number), tick=False)


@pytest.fixture
def application() -> Application:
    """Begun on day 0 for a call that closes on day 20 at 9am."""
    with at(0):
        return start(build_form(opens_at=day(-10), closes_at=day(20)))


def test_a_draft_is_reminded_once_in_the_last_week(application: Application) -> None:
    told = []
    for number in (12, 13.5, 14, 19):
        with at(number):
            told.append(remind_drafts())

    assert told == [0, 1, 0, 0]
    letter = Letter.objects.get()
    assert letter.recipient == application.person.email
    assert letter.subject == "Your application is not sent yet"
    assert "You can send it until Sunday 13 December 2026, 9am." in letter.body
    assert f"/applications/{application.reference}/" in letter.body


def test_nobody_is_reminded_on_the_day_they_start() -> None:
    with at(15):
        start(build_form(opens_at=day(-10), closes_at=day(20)))
    with at(15.5):
        assert remind_drafts() == 0


@pytest.mark.parametrize("state", ["submitted", "withdrawn"])
def test_only_drafts_are_reminded(application: Application, state: str) -> None:
    Application.objects.update(state=state)

    with at(14):
        assert remind_drafts() == 0


def test_nobody_is_reminded_after_the_deadline(application: Application) -> None:
    with at(21):
        assert remind_drafts() == 0


def test_an_unsent_draft_is_noticed_once_after_the_deadline(
    application: Application,
) -> None:
    told = []
    for number in (19, 20.1, 21):
        with at(number):
            told.append(notice_unsent_drafts())

    assert told == [0, 1, 0]
    letter = Letter.objects.get()
    assert letter.subject == "Your application was not sent"
    assert "until Tuesday 12 January 2027" in letter.body


def test_a_draft_is_deleted_after_a_month_and_a_fortnight_s_notice(
    application: Application,
) -> None:
    with at(51):
        assert delete_unsent_drafts() == 0  # nobody was told yet
        notice_unsent_drafts()
    with at(64):
        assert delete_unsent_drafts() == 0
    with at(66):
        assert delete_unsent_drafts() == 1

    assert Application.objects.count() == 0


def test_what_was_sent_is_never_deleted(application: Application) -> None:
    with at(21):
        notice_unsent_drafts()
    Application.objects.update(state="submitted")

    with at(90):
        assert delete_unsent_drafts() == 0


def test_files_go_with_the_draft(
    application: Application,
    settings: Any,
    tmp_path: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with at(1):
        save_answer(
            application=application,
            question=Question.objects.get(key="letter"),
            value="a.pdf",
            by=application.person,
            file=ContentFile(b"%PDF", name="x"),
        )
    with at(21):
        notice_unsent_drafts()

    with at(60), django_capture_on_commit_callbacks(execute=True):
        delete_unsent_drafts()

    assert Answer.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_team_goes_with_its_last_draft() -> None:
    with at(0):
        build_team(build_form(opens_at=day(-10), closes_at=day(20)))
    with at(21):
        notice_unsent_drafts()

    with at(60):
        assert delete_unsent_drafts() == 3

    assert PlaceTeam.objects.count() == 0


def test_housekeeping_does_all_three(application: Application) -> None:
    with at(21):
        names = run_housekeeping()

    assert {
        "recruitment.remind_drafts",
        "recruitment.notice_unsent_drafts",
        "recruitment.delete_unsent_drafts",
    } <= set(names)
    assert Letter.objects.get().subject == "Your application was not sent"
