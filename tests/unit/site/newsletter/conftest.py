from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit.site.newsletter.post_office import (
    PostOffice,
    find_free_port,
    open_post_office,
)


@pytest.fixture
def post_office(settings: Any) -> Iterator[PostOffice]:
    with open_post_office() as (office, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield office


@pytest.fixture
def closed_post_office(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", find_free_port()
