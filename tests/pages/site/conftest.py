from __future__ import annotations

import copy
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lehc.accounts.enums import Role
from lehc.site.actions.planting import plant_site
from tests.factories.programmes import ProgrammeFactory, RoleGrantFactory


@pytest.fixture(scope="module")
def planted(module_database: None) -> Any:
    """A programme and its site's first page, made once for all tests of a file."""
    programme = ProgrammeFactory(
        name="Leading Together",
        short_name="LT",
        introduction="A year of learning together.",
        why="It began in a town.\r\n\r\nPeople lived shorter lives there.",
    )
    return programme, plant_site()


@pytest.fixture
def programme(planted: Any, db: None) -> Any:
    return copy.deepcopy(planted[0])


@pytest.fixture
def home(planted: Any, db: None) -> Any:
    return copy.deepcopy(planted[1])


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
