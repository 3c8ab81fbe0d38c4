from __future__ import annotations

from typing import Any

import pytest

from lehc.accounts.enums import Role
from tests.factories.programmes import CohortFactory, RoleGrantFactory


@pytest.fixture
def cohort() -> Any:
    return CohortFactory()


@pytest.fixture
def lead(cohort: Any) -> Any:
    return RoleGrantFactory(programme=cohort.programme, role=Role.LEAD).person


@pytest.fixture
def team(lead: Any, sign_in: Any) -> Any:
    return sign_in(lead)
