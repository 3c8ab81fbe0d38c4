"""Sessions are read as Django's own store reads them, with one question."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from lehc.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def keep(**facts: Any) -> str:
    store = SessionStore()
    store.update(facts)
    store.save()
    assert store.session_key is not None
    return store.session_key


def test_what_was_kept_is_read_again_with_one_query(
    django_assert_num_queries: Any,
) -> None:
    key = keep(step="places", words=["Mixed", "£"])
    with django_assert_num_queries(1):
        found = dict(SessionStore(key))
    assert (
        found
        == dict(db.SessionStore(key))
        == {"step": "places", "words": ["Mixed", "£"]}
    )


def test_one_that_is_over_holds_nothing_and_its_key_is_not_used_again() -> None:
    key = keep(step="places")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    store = SessionStore(key)
    assert (store.load(), store.session_key) == ({}, None)
    store["step"] = "new"
    store.save()
    assert store.session_key != key


@pytest.mark.parametrize("key", ["nobodyhasthiskey", "' OR 1=1 --", "-1000000007" * 9])
def test_an_unknown_key_holds_nothing(key: str) -> None:
    keep(step="places")
    store = SessionStore(key)
    assert (store.load(), store.session_key) == ({}, None)


def test_changed_data_is_not_believed() -> None:
    key = keep(step="places")
    Session.objects.update(session_data="eyJzdGVwIjoiZGVzayJ9:forged:forged")
    assert SessionStore(key).load() == {}
