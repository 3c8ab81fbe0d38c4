"""The form as an applicant will see it: one question a page, or all on paper."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lehc.programmes.queries import get_cohort_for
from lehc.recruitment.forms.answers import PlaceForm, choose_form
from lehc.recruitment.models import Question
from lehc.recruitment.presenters.paper import show_paper
from lehc.recruitment.queries.applying import list_areas
from lehc.recruitment.queries.forms import get_question, list_question_ids
from lehc.recruitment.views.desk_form import fetch_form


@require_safe
@login_required
def form_preview(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A whole version, laid out to be read on paper and filled in by hand."""
    cohort = get_cohort_for(request.user, slug)
    version = fetch_form(cohort, number)
    context = {
        "cohort": cohort,
        "call": version.call,
        "version": version,
        "sections": show_paper(version),
        "back_url": reverse("desk_form", args=[slug]),
    }
    return render(request, "recruitment/form_paper.html", context)


@require_safe
@login_required
def form_preview_question(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One question's page as an applicant sees it; nothing here is kept."""
    cohort = get_cohort_for(request.user, slug)
    question = get_question(cohort, pk)
    ids = list_question_ids(question.section.form_version)
    here = ids.index(question.pk)
    context = {
        "cohort": cohort,
        "question": question,
        "form": build_preview(question),
        "previous_url": link_preview(slug, ids[here - 1]) if here else "",
        "next_url": link_preview(slug, ids[here + 1]) if here + 1 < len(ids) else "",
        "back_url": reverse("desk_form", args=[slug]),
    }
    return render(request, "recruitment/form_preview.html", context)


def build_preview(question: Question) -> Any:
    kind = choose_form(question)
    facts: dict[str, Any] = {"question": question, "caption": question.section.title}
    if kind is PlaceForm:
        facts["areas"] = list_areas()
    return kind(**facts)


def link_preview(slug: str, pk: int) -> str:
    return reverse("form_preview_question", args=[slug, pk])
