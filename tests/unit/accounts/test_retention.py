from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from lehc.accounts.actions import retention
from lehc.accounts.actions.retention import (
    as_kind_of,
    forget_what_is_due,
    years_before,
)
from lehc.accounts.models import Consent
from lehc.accounts.personal_data import load_register
from lehc.audit.models import AuditEvent
from lehc.equality.models import MonitoringResponse
from lehc.letters.models import Letter
from lehc.programmes.models import RoleGrant
from lehc.recruitment.models import Answer, Application, Sponsor
from tests.factories.accounts import PersonFactory
from tests.factories.everywhere import SECRET_WORDS, make_known_person
from tests.factories.programmes import RoleGrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asked_for_events(monkeypatch):
    """From when on events are kept; PostgreSQL lets none go in a pretended future."""
    asked = []
    monkeypatch.setattr(
        retention, "forget_old_events", lambda *, before: asked.append(before)
    )
    return asked


def test_events_are_kept_for_six_years(asked_for_events):
    forget_what_is_due(today=datetime.date(2032, 5, 5))
    assert [timezone.localtime(moment) for moment in asked_for_events] == [
        datetime.datetime(2026, 5, 5, tzinfo=timezone.get_current_timezone())
    ]


def decide_on(person, day, *, ended_on=None, state="not_this_time"):
    """Their application was decided on one day, the cohort ended on another."""
    application = Application.objects.get(person=person)
    application.state = state
    application.save(update_fields=["state"])
    call, cohort = application.call, application.call.cohort
    call.decision_on = day
    call.save(update_fields=["decision_on"])
    cohort.starts_on = cohort.ends_on = ended_on or day
    cohort.save(update_fields=["starts_on", "ends_on"])
    return application


def words_left(application):
    return [
        list(Answer.objects.filter(application=application).values_list("value")),
        list(Sponsor.objects.filter(application=application).values_list("name")),
    ]


def test_words_of_an_application_go_two_years_after_the_decision():
    application = decide_on(make_known_person(), datetime.date(2026, 3, 1))
    before = words_left(application)

    assert "recruitment.Answer" not in forget_what_is_due(
        today=datetime.date(2028, 3, 1)
    )
    assert words_left(application) == before

    gone = forget_what_is_due(today=datetime.date(2028, 3, 2))
    assert gone["recruitment.Answer"] == len(before[0])
    assert SECRET_WORDS not in str(words_left(application))
    application.refresh_from_db()
    assert application.organisation is None


def test_whoever_took_a_place_is_kept_with_the_cohort():
    application = decide_on(
        make_known_person(),
        datetime.date(2026, 3, 1),
        ended_on=datetime.date(2027, 6, 30),
        state="accepted",
    )
    before = words_left(application)
    forget_what_is_due(today=datetime.date(2033, 6, 30))
    assert words_left(application) == before
    forget_what_is_due(today=datetime.date(2033, 7, 1))
    assert SECRET_WORDS not in str(words_left(application))


def test_nothing_is_forgotten_twice():
    person = make_known_person()
    decide_on(person, datetime.date(2026, 3, 1))
    day = timezone.localdate() + datetime.timedelta(days=366 * 7)
    assert forget_what_is_due(today=day)
    assert forget_what_is_due(today=day) == {}


def test_letters_are_emptied_after_two_years():
    letter = Letter.objects.create(
        kind="notice", recipient="a@example.org", subject="Hello", body="Dear A"
    )
    written = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
    Letter.objects.filter(pk=letter.pk).update(
        written_at=written, sent_at=written, state="sent"
    )
    forget_what_is_due(today=datetime.date(2028, 5, 4))
    assert Letter.objects.get(pk=letter.pk).body == "Dear A"
    forget_what_is_due(today=datetime.date(2028, 5, 5))
    letter.refresh_from_db()
    assert letter.recipient == f"erased-{letter.pk}@erased.invalid"
    assert "Dear A" not in letter.body


def test_rows_that_only_prove_something_are_deleted():
    day = datetime.datetime(2026, 5, 4, tzinfo=datetime.UTC)
    old, current = RoleGrantFactory(ended_at=day), RoleGrantFactory()
    Consent.objects.create(
        person=PersonFactory(), kind="contact_later", text_version="1", withdrawn_at=day
    )
    MonitoringResponse.objects.create(
        round_name="One", question_set="x", month="2026-05-01", withdrawal_hash="h"
    )
    gone = forget_what_is_due(today=datetime.date(2032, 5, 5))
    assert gone == {
        "accounts.Consent": 1,
        "programmes.RoleGrant": 1,
        "equality.MonitoringResponse": 1,
    }
    assert list(RoleGrant.objects.filter(pk__in=[old.pk, current.pk])) == [current]
    events = AuditEvent.objects.filter(action="accounts.forget")
    assert sorted(event.facts["rule"] for event in events) == [
        "consent",
        "monitoring",
        "role",
    ]


def test_failure_on_the_way_leaves_that_table_as_it_was(monkeypatch):
    application = decide_on(make_known_person(), datetime.date(2026, 3, 1))
    before = words_left(application)

    def refuse(*args, **kwargs):
        raise RuntimeError("No record, no change.")

    monkeypatch.setattr(retention, "record_many", refuse)
    with pytest.raises(RuntimeError):
        forget_what_is_due(today=datetime.date(2029, 1, 1))
    assert words_left(application) == before


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (datetime.date(2026, 11, 28), 2, datetime.date(2024, 11, 28)),
        (datetime.date(2028, 2, 29), 1, datetime.date(2027, 2, 28)),
    ],
)
def test_years_before(day, years, expected):
    assert years_before(day, years) == expected


def test_every_rule_in_use_leads_to_a_date():
    register = load_register()
    day = datetime.date(2026, 1, 1)
    for table in register.tables:
        for name, path in table.keep.items():
            rule = register.keepings[name]
            for start in filter(None, [rule.since, rule.and_since]):
                since = "__".join(filter(None, [path, start]))
                found = as_kind_of(table.get_model(), since, day)
                assert isinstance(found, datetime.date)
