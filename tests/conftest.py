from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from hypothesis import settings

from lehc.site.caching import store

# A busy machine is slow, not broken.
settings.register_profile("patient", settings(), deadline=None)
settings.load_profile("patient")


# What is imported and collected stays to the end: looking through it for rubbish again
# and again takes a tenth of all the processor's time.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    """Put tests that commit last: they empty every table, what migrations made too.

    On PostgreSQL run only what uses a database: the rest is run on SQLite. So are
    crawls of every address: what a page asks, its own tests ask there too.
    """
    items.sort(key=commits)
    if connection.vendor == "sqlite":
        return
    config.hook.pytest_deselected(items=[i for i in items if not runs_twice(i)])
    items[:] = [item for item in items if runs_twice(item)]


def commits(item: Any) -> bool:
    mark = item.get_closest_marker("django_db")
    really = bool(mark and mark.kwargs.get("transaction"))
    return really or "live_server" in item.fixturenames


def runs_twice(item: Any) -> bool:
    uses_database = item.get_closest_marker("django_db") or "db" in item.fixturenames
    return bool(uses_database and not item.get_closest_marker("crawl"))


@pytest.fixture(scope="module")
def module_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Lets a fixture of a whole module fill the database; it is empty again after.

    Each test starts from what the fixture made: what the test changes is undone. Let
    tests have a deep copy of its objects, so that none finds what another set on them.
    """
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # type: ignore[attr-defined]
        with around:
            yield
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits and kept pages must not carry over from one test to the next."""
    cache.clear()
    store.forget()


@pytest.fixture(autouse=True)
def _no_waiting_for_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results need not wait until a room has been quiet for two minutes."""
    monkeypatch.setattr("lehc.conversations.actions.results.QUIET", timedelta(0))


@pytest.fixture
def sign_in(client: Any) -> Any:
    """Sign a person in without a code; the doors themselves are tested elsewhere."""

    def enter(person: Any) -> Any:
        client.force_login(
            person, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return enter


@pytest.fixture
def client_factory() -> Any:
    """Makes further browsers, each with cookies of its own."""
    return Client
