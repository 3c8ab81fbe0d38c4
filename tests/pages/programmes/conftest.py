from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lehc.accounts.enums import Role
from lehc.programmes import invitations, reach, todo
from tests.factories.programmes import (
    CohortFactory,
    ProgrammeFactory,
    RoleGrantFactory,
)


@pytest.fixture
def programme(db: None) -> Any:
    return ProgrammeFactory(
        name="Leading Together",
        short_name="LT",
        slug="leading-together",
        introduction="A year of learning together.",
        why="It began in a town.\r\n\r\nPeople lived shorter lives there.",
    )


@pytest.fixture
def cohort(programme: Any) -> Any:
    return CohortFactory(programme=programme, number=7, slug="seventh")


@pytest.fixture
def lead(programme: Any) -> Any:
    return RoleGrantFactory(programme=programme, role=Role.LEAD).person


@pytest.fixture
def coordinator(cohort: Any) -> Any:
    return RoleGrantFactory(cohort=cohort).person


@pytest.fixture
def outsiders(cohort: Any) -> list[Any]:
    """People with another role here, the same role elsewhere, and none at all."""
    return [
        RoleGrantFactory(cohort=cohort, role=Role.ASSESSOR).person,
        RoleGrantFactory(cohort=CohortFactory(), role=Role.LEAD).person,
        RoleGrantFactory(programme=ProgrammeFactory(), role=Role.LEAD).person,
    ]


@pytest.fixture
def registries() -> Iterator[Any]:
    """The registries of this floor, empty while a test runs."""
    lists = (invitations._sources, reach._sources, todo._sources)
    kept = [list(each) for each in lists]
    for each in lists:
        each[:] = []
    yield
    for each, was in zip(lists, kept, strict=True):
        each[:] = was


@pytest.fixture
def count_queries() -> Any:
    """How many questions a page puts to the database."""

    def count(client: Any, url: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    return count
