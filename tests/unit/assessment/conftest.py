from __future__ import annotations

from typing import Any

import pytest

from tests.factories.assessment import RubricFactory


@pytest.fixture
def rubric() -> Any:
    """Published and open, two reviews an application, lines weighing 1 and 3."""
    return RubricFactory()


@pytest.fixture
def call(rubric: Any) -> Any:
    return rubric.call
