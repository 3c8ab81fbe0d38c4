from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from lehc.background.registry import run_housekeeping
from lehc.recruitment import flyers
from lehc.recruitment.actions.calls import save_call
from lehc.recruitment.flyer_tasks import print_flyers, renew_flyers
from lehc.recruitment.models import Call
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import SessionFactory
from tests.factories.recruitment import CallFactory, FormVersionFactory

pytestmark = pytest.mark.django_db
ALL = ["a4.pdf", "a5.pdf", "large-print.pdf", "picture.png"]


@pytest.fixture
def makings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which editions were really made, in order."""
    made: list[str] = []

    def note(file: str) -> Any:
        def make(facts: dict[str, Any]) -> bytes:
            made.append(file)
            return b"a flyer"

        return make

    for file, edition in flyers.EDITIONS.items():
        kept = flyers.Edition(file, edition.label, edition.about, note(file))
        monkeypatch.setitem(flyers.EDITIONS, file, kept)
    return made


@pytest.fixture
def call() -> Any:
    version = FormVersionFactory(published_at=timezone.now())
    assert isinstance(version.call, Call)
    return version.call


def test_a_changed_call_makes_its_flyers_ahead(
    call: Any, makings: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        save_call(cohort=call.cohort, by=PersonFactory(), cost="Nothing at all")
    assert makings == ALL
    print_flyers(call.pk)
    assert makings == ALL


def test_once_an_hour_what_changed_elsewhere_is_made(
    call: Any, makings: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            renew_flyers()
    assert makings == ALL
    SessionFactory(cohort=call.cohort)
    with django_capture_on_commit_callbacks(execute=True):
        assert "recruitment.renew_flyers" in run_housekeeping()
    assert makings == ALL * 2


def test_easy_read_where_somebody_wrote_it(call: Any, makings: list[str]) -> None:
    call.easy_read = "This is about a course."
    call.save()
    print_flyers(call.pk)
    assert makings == [*ALL[:3], "easy-read.pdf", ALL[3]]


def test_no_flyer_of_a_call_that_is_not_public_or_gone(makings: list[str]) -> None:
    print_flyers(CallFactory().pk)
    print_flyers(0)
    assert makings == []


def test_a_closed_call_is_left_alone(
    call: Any, makings: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    call.opens_at = timezone.now() - dt.timedelta(days=9)
    call.closes_at = timezone.now() - dt.timedelta(days=1)
    call.save()
    cache.clear()
    with django_capture_on_commit_callbacks(execute=True):
        renew_flyers()
    assert makings == []
