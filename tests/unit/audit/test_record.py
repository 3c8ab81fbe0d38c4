from __future__ import annotations

import datetime
from datetime import UTC

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from lehc.audit.actions import forget_old_events, record, record_many
from lehc.audit.models import AuditEvent
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def run_sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def make_event():
    person = PersonFactory()
    with transaction.atomic():
        return record("accounts.name_person", person, by=person, was="a", now="b")


def test_event_says_who_what_and_when():
    event = make_event()
    assert AuditEvent.objects.values(
        "actor_id", "action", "object_kind", "object_id", "facts"
    ).get() == {
        "actor_id": event.actor_id,
        "action": "accounts.name_person",
        "object_kind": "accounts.Person",
        "object_id": str(event.actor_id),
        "facts": {"was": "a", "now": "b"},
    }


def test_system_acts_as_nobody():
    with transaction.atomic():
        event = record("letters.send", PersonFactory(), by=None)
    assert event.actor_id is None


def test_event_outlives_its_person():
    event = make_event()
    event_id, actor_id = event.pk, event.actor_id
    run_sql(f"DELETE FROM accounts_person WHERE id = {actor_id}")
    assert AuditEvent.objects.get(pk=event_id).actor_id == actor_id


def test_event_is_neither_changed_nor_removed():
    event = make_event()
    event.action = "something else"
    for attempt in (
        event.save,
        event.delete,
        AuditEvent.objects.all().delete,
        lambda: AuditEvent.objects.update(action="something else"),
    ):
        with pytest.raises(TypeError):
            attempt()
    assert AuditEvent.objects.get().action == "accounts.name_person"


def test_database_itself_refuses_changes():
    make_event()
    with pytest.raises(DatabaseError), transaction.atomic():
        run_sql("UPDATE audit_auditevent SET action = 'x'")
    assert AuditEvent.objects.get().action == "accounts.name_person"


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets tests empty their tables"
)
def test_postgresql_refuses_removal_too():
    make_event()
    with pytest.raises(DatabaseError), transaction.atomic():
        run_sql("DELETE FROM audit_auditevent")
    assert AuditEvent.objects.count() == 1


def test_change_of_many_rows_is_one_event():
    with transaction.atomic():
        record_many("accounts.forget", type(PersonFactory()), by=None, rows=3, rule="r")
    assert AuditEvent.objects.values("object_kind", "object_id", "facts").get() == {
        "object_kind": "accounts.Person",
        "object_id": "",
        "facts": {"rows": 3, "rule": "r"},
    }


def add_event_from(year):
    run_sql(
        "INSERT INTO audit_auditevent (at, action, object_kind, object_id, facts) "
        f"VALUES ('{year}-01-01 00:00:00+00:00', 'a', 'k', '1', '{{}}')"
    )


def test_events_go_when_their_time_is_up():
    make_event()
    add_event_from(2015)
    add_event_from(2016)
    assert forget_old_events(before=datetime.datetime(2016, 1, 1, tzinfo=UTC)) == 1
    assert AuditEvent.objects.count() == 2


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets tests empty their tables"
)
def test_database_holds_events_for_six_years():
    make_event()
    with pytest.raises(DatabaseError), transaction.atomic():
        forget_old_events(before=timezone.now() + datetime.timedelta(days=1))
    assert AuditEvent.objects.count() == 1
