from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.factories.assessment import RubricFactory


@pytest.fixture(scope="module")
def shared_rubric(module_database: None) -> Any:
    """Published and open, two reviews an application, lines weighing 1 and 3."""
    return RubricFactory()


@pytest.fixture
def rubric(shared_rubric: Any, db: None) -> Any:
    return copy.deepcopy(shared_rubric)


@pytest.fixture
def call(rubric: Any) -> Any:
    return rubric.call
