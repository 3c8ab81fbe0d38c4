"""A call whose applicants are eligible, scored and put forward."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.accounts.models import Person
from lehc.recruitment.enums import ApplicationState, QuestionKind
from lehc.recruitment.models import Application, Call, PlaceTeam, Question
from lehc.selection.actions.runs import Wanted, ask_for_run, compute_run
from lehc.selection.models import Run
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import (
    AssessorFactory,
    PanelDecisionFactory,
    RubricFactory,
    review_application,
)
from tests.factories.programmes import (
    CohortFactory,
    OrganisationFactory,
    RoleGrantFactory,
)
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


def run_now(call: Call, *, by: Any = None, **wanted: Any) -> Run:
    """A run, asked for and computed."""
    facts = {"seats": 2, "seed": 7} | wanted
    run = ask_for_run(call=call, wanted=Wanted(**facts), by=by or PersonFactory())
    compute_run(run.pk)
    return Run.objects.get(pk=run.pk)


def make_lead(call: Call) -> Person:
    """Somebody who leads the call's programme."""
    person: Person = RoleGrantFactory(
        programme=call.cohort.programme, cohort=None, role=Role.LEAD
    ).person
    return person


def make_chair(call: Call) -> Person:
    """Somebody who chairs the call's panel, and reads nothing."""
    person: Person = AssessorFactory(call=call, chairs_panel=True, reads=False).person
    return person


def ask_for_gender(call: Call) -> Question:
    """A question that looks like a protected characteristic, in the call's form."""
    question = QuestionFactory(
        section=call.form_versions.get().sections.get(),
        key="gender",
        words="What is your gender?",
        kind=QuestionKind.ONE_OF,
        may_be_target=True,
    )
    for value in ("woman", "man"):
        ChoiceFactory(question=question, value=value)
    return question


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
