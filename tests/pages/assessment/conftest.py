"""A round with one application in which everything distinctive is planted."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from lehc.accounts.enums import Role
from lehc.recruitment.models import Sponsor
from tests.factories.accounts import PersonFactory
from tests.factories.assessment import (
    AssessorFactory,
    AssignmentFactory,
    DeclarationFactory,
    ReviewFactory,
    RubricFactory,
)
from tests.factories.places import AreaFactory
from tests.factories.programmes import OrganisationFactory, RoleGrantFactory
from tests.factories.recruitment import (
    AnswerFactory,
    ApplicationFactory,
    FormVersionFactory,
    QuestionFactory,
    SectionFactory,
)


@pytest.fixture
def sign_in() -> Any:
    """Sign somebody in, in a browser of their own: several people take turns here."""

    def enter(person: Any) -> Client:
        client = Client()
        client.force_login(
            person, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return enter


PLANTED = {
    "reference": "A-ZEBRA",
    "name": "Zebra Nameplant",
    "email": "zebra.mail@planted.example",
    "organisation": "Zebra Organisation",
    "place": "Zebra Town",
    "declaring": "zebra declaring answer",
    "assessed": "zebra assessed answer",
    "team only": "zebra team answer",
    "sponsor": "Zebra Sponsorplant",
    "comment": "zebra comment of a reviewer",
    "reviewer": "Zebra Reviewerplant",
    "easy": "zebra easy read sentence",
    "fare": "zebra bus fare",
}


@dataclass
class Round:
    """A call in which the planted application has one sent review."""

    call: Any
    rubric: Any
    application: Any
    review: Any

    @property
    def slug(self) -> str:
        return self.call.cohort.slug

    def assign(self, *, cleared: bool = False, **assessor: Any) -> Any:
        """A new assessor who was given the planted application."""
        return AssignmentFactory(
            assessor=AssessorFactory(call=self.call, **assessor),
            application=self.application,
            cleared=cleared,
        ).assessor

    def chair(self) -> Any:
        return AssessorFactory(call=self.call, reads=False, chairs_panel=True)

    def team_member(self, role: str = Role.COORDINATOR) -> Any:
        return RoleGrantFactory(cohort=self.call.cohort, role=role).person

    def clear(self, person: Any) -> None:
        DeclarationFactory(person=person, application=self.application)

    def conflict(self, person: Any) -> None:
        DeclarationFactory(
            person=person, application=self.application, has_conflict=True
        )


@pytest.fixture(scope="module")
def shared_round(module_database: None) -> Round:
    rubric = RubricFactory()
    call = rubric.call
    application = plant_application(call)
    reviewer = PersonFactory(name=PLANTED["reviewer"], email="reviewer@else.example")
    assignment = AssignmentFactory(
        assessor=AssessorFactory(call=call, person=reviewer),
        application=application,
        cleared=True,
    )
    review = ReviewFactory(
        assignment=assignment, scores=(4, 4), comment=PLANTED["comment"]
    )
    return Round(call, rubric, application, review)


@pytest.fixture
def planted(shared_round: Round, db: None) -> Round:
    return copy.deepcopy(shared_round)


def plant_application(call: Any) -> Any:
    version = FormVersionFactory(call=call)
    section = SectionFactory(form_version=version, title="Why you")
    place = AreaFactory(name=PLANTED["place"])
    application = ApplicationFactory(
        call=call,
        form_version=version,
        state="eligible",
        reference=PLANTED["reference"],
        person=PersonFactory(name=PLANTED["name"], email=PLANTED["email"]),
        organisation=OrganisationFactory(name=PLANTED["organisation"]),
    )
    for visibility, key in (
        ("declaring", "declaring"),
        ("assessed", "assessed"),
        ("team_only", "team only"),
    ):
        question = QuestionFactory(section=section, visibility=visibility)
        AnswerFactory(application=application, question=question, value=PLANTED[key])
    AnswerFactory(
        application=application,
        question=QuestionFactory(section=section, kind="place", visibility="declaring"),
        value=place.code,
    )
    Sponsor.objects.create(
        application=application,
        name=PLANTED["sponsor"],
        role="Chief executive",
        email="chief@planted-sponsor.example",
        token_hash="planted",
        expires_at=call.closes_at,
    )
    return application
