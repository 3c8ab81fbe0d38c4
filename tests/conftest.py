from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from lehc.site.caching import store


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits and kept pages must not carry over from one test to the next."""
    cache.clear()
    store.forget()


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
