from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from lehc.recruitment import acceptance, sight, vacancies


@pytest.fixture
def vacancy_calls() -> Iterator[list[Any]]:
    """What was announced while the test ran; nothing else is registered meanwhile."""
    kept, heard = list(vacancies._answers), []
    vacancies._answers[:] = [lambda *, call, by: heard.append((call.pk, by))]
    yield heard
    vacancies._answers[:] = kept


@pytest.fixture
def welcomed() -> Iterator[list[Any]]:
    """Whom acceptance welcomed while the test ran."""
    kept, heard = list(acceptance._welcomes), []
    acceptance._welcomes[:] = [
        lambda *, application, by: heard.append((application.pk, by))
    ]
    yield heard
    acceptance._welcomes[:] = kept


@pytest.fixture
def limits() -> Iterator[list[Any]]:
    """The registered limits of sight; a test appends its own."""
    kept = list(sight._limits)
    yield sight._limits
    sight._limits[:] = kept
