from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lehc.accounts.enums import Role
from lehc.site.actions.planting import plant_site
from tests.factories.programmes import ProgrammeFactory, RoleGrantFactory


@pytest.fixture
def programme(db: None) -> Any:
    return ProgrammeFactory(
        name="Leading Together",
        short_name="LT",
        introduction="A year of learning together.",
        why="It began in a town.\r\n\r\nPeople lived shorter lives there.",
    )


@pytest.fixture
def home(programme: Any) -> Any:
    return plant_site()


@pytest.fixture
def editor(programme: Any) -> Any:
    return RoleGrantFactory(programme=programme, role=Role.EDITOR).person


@pytest.fixture
def lead(programme: Any) -> Any:
    return RoleGrantFactory(programme=programme, role=Role.LEAD).person


@pytest.fixture
def count_queries() -> Any:
    """How many questions a page puts to the database."""

    def count(client: Any, url: str) -> int:
        client.get(url)  # Wagtail keeps the site's address after the first question
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    return count
