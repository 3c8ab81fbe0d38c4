from __future__ import annotations

import datetime

import factory
from django.utils import timezone

from lehc.recruitment.enums import ApplicationState
from lehc.recruitment.models import (
    Answer,
    Application,
    Call,
    Choice,
    CommonQuestion,
    Criterion,
    FormVersion,
    PlaceTeam,
    Question,
    Section,
)
from tests.factories.accounts import PersonFactory
from tests.factories.places import AreaFactory
from tests.factories.programmes import CohortFactory, OrganisationFactory


class CallFactory(factory.django.DjangoModelFactory):
    """An open call."""

    class Meta:
        model = Call

    cohort = factory.SubFactory(CohortFactory)
    opens_at = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=7))
    closes_at = factory.LazyFunction(
        lambda: timezone.now() + datetime.timedelta(days=21)
    )
    panel_on = factory.LazyAttribute(
        lambda o: o.closes_at.date() + datetime.timedelta(days=20)
    )
    decision_on = factory.LazyAttribute(
        lambda o: o.closes_at.date() + datetime.timedelta(days=30)
    )
    summary = "A programme about leading with communities."
    audience = "Senior leaders\nClinicians"
    contact_name = "Contact Person"
    contact_email = "programme@example.org"


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    call = factory.SubFactory(CallFactory)
    position = factory.Sequence(int)
    title = factory.Sequence(lambda n: f"Criterion {n}")
    description = "What we look for."


class CommonQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CommonQuestion

    call = factory.SubFactory(CallFactory)
    position = factory.Sequence(int)
    question = factory.Sequence(lambda n: f"Question {n}?")
    answer = "It depends."


class FormVersionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FormVersion

    call = factory.SubFactory(CallFactory)
    number = 1
    published_at = factory.LazyFunction(timezone.now)


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Section

    form_version = factory.SubFactory(FormVersionFactory)
    position = factory.Sequence(int)
    title = factory.Sequence(lambda n: f"Section {n}")


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    section = factory.SubFactory(SectionFactory)
    position = factory.Sequence(int)
    key = factory.Sequence(lambda n: f"question-{n}")
    kind = "short_text"
    words = factory.Sequence(lambda n: f"What is answer {n}?")


class ChoiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Choice

    question = factory.SubFactory(QuestionFactory, kind="one_of")
    position = factory.Sequence(int)
    value = factory.Sequence(lambda n: f"choice-{n}")
    label = factory.LazyAttribute(lambda o: o.value.replace("-", " ").capitalize())


class PlaceTeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlaceTeam

    call = factory.SubFactory(CallFactory)
    reference = factory.Sequence(lambda n: f"T-{n:06}")
    name = factory.Sequence(lambda n: f"Team {n}")
    place = factory.SubFactory(AreaFactory)
    lead = factory.SubFactory(PersonFactory)


class ApplicationFactory(factory.django.DjangoModelFactory):
    """An application in progress; give `state` for one further on."""

    class Meta:
        model = Application
        skip_postgeneration_save = True

    call = factory.SubFactory(CallFactory)
    form_version = factory.LazyAttribute(
        lambda o: o.call.form_versions.first() or FormVersionFactory(call=o.call)
    )
    person = factory.SubFactory(PersonFactory)
    reference = factory.Sequence(lambda n: f"A-{n:06}")
    state = ApplicationState.IN_PROGRESS
    organisation = factory.SubFactory(OrganisationFactory)

    @factory.post_generation
    def history(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create:
            self.state_changes.create(state=self.state)  # type: ignore[attr-defined]


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    application = factory.SubFactory(ApplicationFactory)
    question = factory.SubFactory(QuestionFactory)
    value = "An answer"
