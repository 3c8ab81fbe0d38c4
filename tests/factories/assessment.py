from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import factory
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.assessment.actions.tallies import refresh_tally
from lehc.assessment.enums import PanelOutcome, ReviewState
from lehc.assessment.models import (
    HIGHEST_SCORE,
    Anchor,
    Assessor,
    Assignment,
    Declaration,
    PanelDecision,
    Review,
    Rubric,
    RubricLine,
)
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import RoleGrantFactory
from tests.factories.recruitment import (
    ApplicationFactory,
    CallFactory,
    CriterionFactory,
)


class RubricFactory(factory.django.DjangoModelFactory):
    """A published rubric with a line and five anchors a criterion of its call.

    A call without criteria is given two, weighing 1 and 3. `published=False` leaves a
    draft.
    """

    class Meta:
        model = Rubric
        skip_postgeneration_save = True

    call = factory.SubFactory(CallFactory)
    version = factory.LazyAttribute(lambda o: o.call.rubrics.count() + 1)
    closes_at = factory.LazyFunction(
        lambda: timezone.now() + datetime.timedelta(days=14)
    )
    reviews_per_application = 2

    @factory.post_generation
    def published(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        criteria = list(self.call.criteria.all()) or [
            CriterionFactory(call=self.call),
            CriterionFactory(call=self.call),
        ]
        for weight, criterion in zip((1, 3, 1, 1, 1), criteria, strict=False):
            RubricLineFactory(rubric=self, criterion=criterion, weight=weight)
        if extracted is not False:
            self.published_at = timezone.now()
            self.save(update_fields=["published_at"])


class RubricLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RubricLine
        skip_postgeneration_save = True

    rubric = factory.SubFactory(RubricFactory)
    criterion = factory.SubFactory(CriterionFactory)
    weight = 1
    lived_experience_wording = factory.LazyAttribute(
        lambda o: f"From where I stand: {o.criterion.title}"
    )

    @factory.post_generation
    def anchors(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        Anchor.objects.bulk_create(
            Anchor(
                line=self,
                score=score,
                words=f"Anchor {score}",
                lived_experience_words=f"Lived anchor {score}",
            )
            for score in range(HIGHEST_SCORE + 1)
        )


class AssessorFactory(factory.django.DjangoModelFactory):
    """An assessor with the role that goes with it."""

    class Meta:
        model = Assessor
        skip_postgeneration_save = True

    call = factory.SubFactory(CallFactory)
    person = factory.SubFactory(PersonFactory)

    @factory.post_generation
    def role(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        RoleGrantFactory(
            person=self.person, cohort=self.call.cohort, role=Role.ASSESSOR
        )


class AssignmentFactory(factory.django.DjangoModelFactory):
    """An application assigned; `cleared=True`: no conflict was declared on it."""

    class Meta:
        model = Assignment
        skip_postgeneration_save = True

    assessor = factory.SubFactory(AssessorFactory)
    application = factory.LazyAttribute(
        lambda o: ApplicationFactory(call=o.assessor.call, state="eligible")
    )
    position = factory.Sequence(lambda n: n + 1)

    @factory.post_generation
    def cleared(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            DeclarationFactory(
                person=self.assessor.person, application=self.application
            )


class DeclarationFactory(factory.django.DjangoModelFactory):
    """No conflict; `has_conflict=True` for one."""

    class Meta:
        model = Declaration
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    application = factory.SubFactory(ApplicationFactory)
    has_conflict = False
    kind = factory.LazyAttribute(lambda o: "knows" if o.has_conflict else "")

    @factory.post_generation
    def tally(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        refresh_tally(self.application_id)


class ReviewFactory(factory.django.DjangoModelFactory):
    """A sent review of a cleared assignment; `scores`: one a line, in order."""

    class Meta:
        model = Review
        skip_postgeneration_save = True

    assignment = factory.SubFactory(AssignmentFactory, cleared=True)
    rubric = factory.LazyAttribute(
        lambda o: (
            o.assignment.assessor.call.rubrics.published().first()
            or RubricFactory(call=o.assignment.assessor.call)
        )
    )
    state = ReviewState.SUBMITTED
    submitted_at = factory.LazyAttribute(
        lambda o: timezone.now() if o.state == ReviewState.SUBMITTED else None
    )
    abstain_reason = factory.LazyAttribute(
        lambda o: "I can tell who this is" if o.state == ReviewState.ABSTAINED else ""
    )

    @factory.post_generation
    def scores(
        self: Any, create: bool, extracted: Sequence[int] | None, **kwargs: Any
    ) -> None:
        for line, score in zip(self.rubric.lines.all(), extracted or (), strict=False):
            self.scores.create(line=line, score=score)
        refresh_tally(self.assignment.application_id)


class PanelDecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PanelDecision
        skip_postgeneration_save = True

    application = factory.SubFactory(ApplicationFactory)
    outcome = PanelOutcome.PUT_FORWARD
    reason = "Clear examples of working with people."
    recorded_by = factory.SubFactory(PersonFactory)

    @factory.post_generation
    def tally(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        refresh_tally(self.application_id)


def review_application(application: Any, *scores: int, **fields: Any) -> Review:
    """A sent review of the application by a new assessor, one score a line."""
    assessor = AssessorFactory(call=application.call)
    assignment = AssignmentFactory(
        assessor=assessor, application=application, cleared=True
    )
    return ReviewFactory(assignment=assignment, scores=scores, **fields)
