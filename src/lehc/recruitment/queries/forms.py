"""Forms of a call, and their parts as one cohort's team may reach them."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from lehc.programmes.models import Cohort
from lehc.recruitment.models import FormVersion, Question, Section
from lehc.recruitment.queries.calls import with_form_parts


def find_form(cohort: Cohort, number: int | None = None) -> FormVersion | None:
    """The cohort's form with all its parts: the newest version, or the numbered one."""
    versions = FormVersion.objects.filter(call__cohort=cohort).order_by("-number")
    if number is not None:
        versions = versions.filter(number=number)
    return with_form_parts(versions).select_related("call__cohort").first()


def get_section(cohort: Cohort, pk: int) -> Section:
    """A section of any version of the cohort's form, or Http404."""
    sections = Section.objects.filter(form_version__call__cohort=cohort)
    return get_object_or_404(sections.select_related("form_version__call"), pk=pk)


def get_question(cohort: Cohort, pk: int) -> Question:
    """A question of any version of the cohort's form, or Http404."""
    questions = Question.objects.filter(section__form_version__call__cohort=cohort)
    with_parts = questions.select_related("section__form_version__call")
    return get_object_or_404(with_parts.prefetch_related("choices"), pk=pk)


def list_question_ids(version: FormVersion) -> list[int]:
    """The questions of a version in the order an applicant meets them."""
    questions = Question.objects.filter(section__form_version=version)
    return list(questions.values_list("pk", flat=True))
