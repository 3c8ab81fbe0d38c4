"""Declare before you see: many at once, or one with a word of explanation."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lehc.assessment.actions.declarations import declare_all
from lehc.assessment.forms.declaring import ConflictForm, DeclarationsForm
from lehc.assessment.models import Assessor
from lehc.assessment.policy import SEES, Part, Stage, to_declare_by
from lehc.assessment.presenters.assessing import show_declarable, show_declarables
from lehc.assessment.queries.access import get_assessor_for, get_declarable
from lehc.assessment.queries.conflicts import describe_applicants, suggest_for
from lehc.assessment.queries.reading import list_to_declare, narrow_to
from lehc.recruitment.models import Application
from lehc.recruitment.queries.answers import collect_answers

FIELDS = SEES[Part.ASSESSOR, Stage.UNDECLARED]
MOST_AT_ONCE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assessing_declare(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that waits for my declaration, on one page."""
    assessor = get_assessor_for(request.user, slug)
    applications = list_to_declare(assessor)
    shown = applications[:MOST_AT_ONCE]
    likely = suggest_for(assessor, narrow_to(shown))
    form = DeclarationsForm(
        request.POST or None,
        applications=shown,
        likely={key for key, found in likely.items() if found},
    )
    if request.method == "POST" and form.is_valid():
        count = declare_all(person=request.user, said=form.read_said())
        messages.success(request, say_declared(count))
        left = to_declare_by(assessor).exists()
        return redirect("assessing_declare" if left else "assessing_round", slug)
    facts = describe_applicants(narrow_to(shown))
    items = show_declarables(
        form, facts, likely, collect_answers(shown), fields=FIELDS, slug=slug
    )
    context = {"form": form, "items": items, "count": len(applications), "slug": slug}
    return render(request, "assessment/declare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assessing_declare_one(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One application: for the first time, or because something came to mind later."""
    assessor = get_assessor_for(request.user, slug)
    application = get_declarable(assessor, pk)
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        declare_all(person=request.user, said=[form.read_said(application)])
        messages.success(request, say_declared(1))
        return redirect("assessing_round", slug)
    return show_one(request, assessor, application, form)


def show_one(
    request: HttpRequest, assessor: Assessor, application: Application, form: object
) -> HttpResponse:
    """Who it is from the first time; later only its reference, the name put away."""
    is_new = to_declare_by(assessor).filter(pk=application.pk).exists()
    chosen = narrow_to([application])
    item = show_declarable(
        application,
        describe_applicants(chosen)[application.pk],
        suggest_for(assessor, chosen)[application.pk],
        collect_answers([application])[application.pk],
        fields=FIELDS if is_new else SEES[Part.ASSESSOR, Stage.CLEARED],
    )
    slug = assessor.call.cohort.slug
    return render(
        request,
        "assessment/declare_one.html",
        {"form": form, "item": item, "slug": slug},
    )


def say_declared(count: int) -> str:
    if count == 1:
        return "Thank you. Your declaration has been kept."
    return f"Thank you. Your {count} declarations have been kept."
