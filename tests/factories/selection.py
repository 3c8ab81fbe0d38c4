"""A call whose applicants are eligible, scored and put forward."""

from __future__ import annotations

import datetime

from django.utils import timezone

from lehc.recruitment.enums import ApplicationState, QuestionKind
from lehc.recruitment.models import Application, Call, PlaceTeam, Question
from tests.factories.assessment import (
    PanelDecisionFactory,
    RubricFactory,
    review_application,
)
from tests.factories.programmes import CohortFactory, OrganisationFactory
from tests.factories.recruitment import (
    AnswerFactory,
    ApplicationFactory,
    CallFactory,
    ChoiceFactory,
    CriterionFactory,
    FormVersionFactory,
    QuestionFactory,
    SectionFactory,
)


def make_closed_call(*, capacity: int = 3) -> Call:
    """A call that has closed, whose form asks for a role that may be a target."""
    now = timezone.now()
    call = CallFactory(
        cohort=CohortFactory(capacity=capacity),
        opens_at=now - datetime.timedelta(days=30),
        closes_at=now - datetime.timedelta(days=1),
    )
    version = FormVersionFactory(call=call)
    question = QuestionFactory(
        section=SectionFactory(form_version=version),
        key="role",
        words="What is your role?",
        kind=QuestionKind.ONE_OF,
        may_be_target=True,
    )
    for value in ("clinician", "councillor"):
        ChoiceFactory(question=question, value=value)
    CriterionFactory(call=call)
    RubricFactory(call=call)
    return call


def role_question(call: Call) -> Question:
    return Question.objects.get(section__form_version__call=call, key="role")


def add_candidate(
    call: Call,
    *,
    score: int,
    role: str = "clinician",
    sector: str = "vcse",
    team: PlaceTeam | None = None,
) -> Application:
    """Somebody eligible and put forward whose merit is the one score given."""
    application = ApplicationFactory(
        call=call,
        state=ApplicationState.ELIGIBLE,
        organisation=OrganisationFactory(sector=sector),
        team=team,
    )
    AnswerFactory(application=application, question=role_question(call), value=role)
    review_application(application, score)
    PanelDecisionFactory(application=application)
    return application
