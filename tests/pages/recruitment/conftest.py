from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lehc.accounts.enums import Role
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import (
    CohortFactory,
    ProgrammeFactory,
    RoleGrantFactory,
    SessionFactory,
)
from tests.factories.recruitment import (
    CallFactory,
    CriterionFactory,
    FormVersionFactory,
    QuestionFactory,
    SectionFactory,
)


class Desk(NamedTuple):
    """A cohort with an open call, and people with and without a part in it."""

    cohort: Any
    call: Any
    form: Any
    question: Any
    criterion: Any
    lead: Any
    coordinator: Any
    assessor: Any
    stranger: Any


@pytest.fixture
def desk(db: None) -> Desk:
    programme = ProgrammeFactory(name="Leading Together", short_name="LT")
    cohort = CohortFactory(programme=programme, number=7, slug="seventh", capacity=3)
    call = CallFactory(cohort=cohort)
    form = FormVersionFactory(call=call)
    section = SectionFactory(form_version=form, title="Your place")
    elsewhere = CohortFactory()
    return Desk(
        cohort=cohort,
        call=call,
        form=form,
        question=QuestionFactory(
            section=section, key="place", kind="place", words="Which place?"
        ),
        criterion=CriterionFactory(call=call, title="Works with people"),
        lead=RoleGrantFactory(programme=programme, role=Role.LEAD).person,
        coordinator=RoleGrantFactory(cohort=cohort).person,
        assessor=RoleGrantFactory(cohort=cohort, role=Role.ASSESSOR).person,
        stranger=RoleGrantFactory(cohort=elsewhere, role=Role.LEAD).person,
    )


@pytest.fixture
def session(desk: Desk) -> Any:
    return SessionFactory(cohort=desk.cohort)


@pytest.fixture
def visitor(db: None) -> Any:
    return PersonFactory()


@pytest.fixture
def count_queries() -> Any:
    """How many questions a page puts to the database."""

    def count(client: Any, url: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    return count
