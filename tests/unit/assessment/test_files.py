"""Files given as answers: who may open one, through the door of recruitment."""

from __future__ import annotations

from typing import Any

import pytest

from lehc.recruitment.readers import may_read_file
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import (
    AssessorFactory,
    AssignmentFactory,
    DeclarationFactory,
)
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import (
    AnswerFactory,
    ApplicationFactory,
    QuestionFactory,
)

pytestmark = pytest.mark.django_db


def make_answer(call: Any, visibility: str) -> Any:
    application = ApplicationFactory(call=call, state="eligible")
    question = QuestionFactory(kind="file", visibility=visibility)
    return AnswerFactory(application=application, question=question)


@pytest.mark.parametrize(
    ("visibility", "may"),
    [("assessed", True), ("declaring", False), ("team_only", False)],
)
def test_a_cleared_assessor_opens_assessed_files_only(call, visibility, may) -> None:
    answer = make_answer(call, visibility)
    assignment = AssignmentFactory(
        assessor__call=call, application=answer.application, cleared=True
    )

    assert may_read_file(assignment.assessor.person, answer.application, answer) is may


def test_nobody_else_does(call) -> None:
    answer = make_answer(call, "assessed")
    undeclared = AssignmentFactory(assessor__call=call, application=answer.application)
    people = [
        undeclared.assessor.person,
        AssessorFactory(call=call).person,
        PersonFactory(),
    ]

    assert [may_read_file(one, answer.application, answer) for one in people] == [
        False,
        False,
        False,
    ]


def test_a_team_member_loses_files_with_a_conflict(call) -> None:
    answer = make_answer(call, "team_only")
    member = RoleGrantFactory(cohort=call.cohort).person
    assert may_read_file(member, answer.application, answer) is True

    DeclarationFactory(person=member, application=answer.application, has_conflict=True)

    assert may_read_file(member, answer.application, answer) is False
