"""What an assessor's own pages show."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch

from lehc.assessment.models import (
    Assessor,
    Assignment,
    Review,
    Rubric,
    RubricLine,
)
from lehc.assessment.policy import find_rubric, readings_of, to_declare_by
from lehc.recruitment.models import Application, ApplicationQuerySet


def list_readings(assessor: Assessor) -> list[Assignment]:
    """The applications they may read, in their own order, with their reviews."""
    return list(readings_of(assessor).select_related("application", "review"))


def list_to_declare(assessor: Assessor) -> list[Application]:
    return list(to_declare_by(assessor).with_form().order_by("pk"))


def narrow_to(applications: Iterable[Application]) -> ApplicationQuerySet:
    """These applications as a queryset, in the order of their ids."""
    ids = [application.pk for application in applications]
    return Application.objects.filter(pk__in=ids).order_by("pk")


def find_neighbours(
    assessor: Assessor, assignment: Assignment
) -> tuple[str | None, str | None]:
    """References of the applications before and after, in the assessor's order."""
    order = list(readings_of(assessor).values_list("pk", "application__reference"))
    at = [pk for pk, _ in order].index(assignment.pk)
    before = order[at - 1][1] if at else None
    after = order[at + 1][1] if at + 1 < len(order) else None
    return before, after


def read_application(assignment: Assignment) -> Application:
    """The application with its form, for showing answers."""
    return read_form(assignment.application_id)


def read_form(pk: int) -> Application:
    return Application.objects.with_form().get(pk=pk)


def find_review(assignment: Assignment) -> Review | None:
    """The review begun on an assignment, or None."""
    return getattr(assignment, "review", None)


def read_rubric(assignment: Assignment) -> Rubric:
    """The rubric to score by, with its words: the review's own, else the newest."""
    review = find_review(assignment)
    rubric = review.rubric if review else find_rubric(assignment.assessor.call)
    return with_words(rubric)


def with_words(rubric: Rubric) -> Rubric:
    return (
        Rubric.objects.select_related("call__cohort")
        .prefetch_related(
            Prefetch("lines", RubricLine.objects.select_related("criterion")),
            "lines__anchors",
        )
        .get(pk=rubric.pk)
    )


def read_scores(review: Review | None) -> dict[int, int]:
    """Scores by rubric line."""
    if review is None:
        return {}
    return dict(review.scores.values_list("line_id", "score"))
