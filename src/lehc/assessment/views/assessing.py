"""An assessor's own pages: my calls, my list, one review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lehc.assessment.actions.reviews import abstain, save_draft, send_review
from lehc.assessment.forms.reviewing import ReviewForm
from lehc.assessment.models import Assessor, Assignment, Review
from lehc.assessment.policy import (
    SEES,
    Field,
    Fields,
    Part,
    Stage,
    find_rubric,
    to_declare_by,
)
from lehc.assessment.presenters.applications import show_assessed_answers, show_identity
from lehc.assessment.presenters.assessing import (
    say_state,
    show_asked,
    show_co_produced,
    show_lines,
    show_offers,
    show_round,
    show_rounds,
)
from lehc.assessment.queries.access import (
    get_assessor_for,
    get_reading,
    list_co_produced,
    list_rounds,
)
from lehc.assessment.queries.after import list_given_second_looks
from lehc.assessment.queries.easy_read import find_easy_read
from lehc.assessment.queries.payments import list_past_places
from lehc.assessment.queries.reading import (
    find_neighbours,
    find_review,
    list_readings,
    read_application,
    read_rubric,
    read_scores,
)
from lehc.assessment.queries.swaps import list_offered_to, list_own_swaps
from lehc.assessment.rules import is_round_open
from lehc.design.templatetags.design import spoken_moment
from lehc.programmes.forms import copy_errors
from lehc.recruitment.models import Application
from lehc.recruitment.queries.answers import collect_answers

SEND, ABSTAIN = "send", "abstain"


@require_safe
@login_required
def assessing(request: HttpRequest) -> HttpResponse:
    """The calls that the person assesses or chairs."""
    rounds = list_rounds(request.user)
    now_open = {row.pk for row in rounds if is_round_open(find_rubric(row.call))}
    context = {
        "rounds": show_rounds(rounds, now_open),
        "rubrics": show_co_produced(list_co_produced(request.user)),
        "past": list_past_places(request.user),
        "second_looks": list_given_second_looks(request.user),
    }
    return render(request, "assessment/rounds.html", context)


@require_safe
@login_required
def assessing_round(request: HttpRequest, slug: str) -> HttpResponse:
    """My list, in my own order, with what to do next."""
    assessor = get_assessor_for(request.user, slug)
    readings = list_readings(assessor)
    context = show_round(
        assessor,
        find_rubric(assessor.call),
        readings,
        to_declare_by(assessor).count(),
    ) | {
        "read_before": assessor.assignments.filter(review__isnull=False).exists(),
        "offers": show_offers(list_offered_to(assessor), slug),
        "asked": show_asked(readings, list_own_swaps(assessor), slug),
    }
    return render(request, "assessment/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assessing_review(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """One application beside the rubric: read, score, comment, send or abstain."""
    assessor = get_assessor_for(request.user, slug)
    assignment = get_reading(assessor, reference)
    review = find_review(assignment)
    intent = request.POST.get("intent", "")
    form = ReviewForm(
        request.POST or None,
        initial=ReviewForm.describe(review, read_scores(review)),
        rubric=read_rubric(assignment),
        lived=assessor.has_lived_experience,
        sends=intent == SEND,
        abstains=intent == ABSTAIN,
    )
    if request.method == "POST" and form.is_valid():
        try:
            refuse_overwriting(review, form, request.POST.get("seen"))
            say = keep_review(assignment, form, intent, by=request.user)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, say)
            if intent in {SEND, ABSTAIN}:
                return redirect("assessing_round", slug)
            return redirect(request.path)
    return show_review(request, assignment, form)


def refuse_overwriting(review: Review | None, form: ReviewForm, seen: Any) -> None:
    """Say so when other words have been saved since this page was shown.

    `seen` is when the page said that the review was last changed. The page that
    answers has what was typed here, and saves it when the button is pressed again.
    """
    if review is None or seen is None or seen == say_changed(review):
        return
    if form.says_the_same_as(review, read_scores(review)):
        return
    raise ValidationError(
        f"This review was saved on {spoken_moment(review.changed_at)}, after you "
        "opened this page, with other answers. What you wrote here is below and not "
        "saved yet: press the button again to keep it in their place, or open the "
        "review anew to see what is kept.",
        code="overwriting",
    )


def say_changed(review: Review | None) -> str:
    return review.changed_at.isoformat() if review else ""


def keep_review(assignment: Assignment, form: ReviewForm, intent: str, by: Any) -> str:
    """Do what the button said, and say what was done."""
    minutes = form.cleaned_data["minutes"]
    if intent == ABSTAIN:
        reason = form.cleaned_data["abstain_reason"]
        abstain(assignment=assignment, reason=reason, by=by, minutes=minutes)
        return "You have abstained. Somebody else will read it."
    words: dict[str, Any] = {
        "scores": form.read_scores(),
        "comment": form.cleaned_data["comment"],
        "minutes": minutes,
    }
    if intent == SEND:
        send_review(assignment=assignment, by=by, **words)
        return "Your review has been sent. You can change it until assessing closes."
    save_draft(assignment=assignment, by=by, **words)
    return "Your draft has been saved. It counts once you send it."


def show_easy_read(
    assessor: Assessor, application: Application, fields: Fields
) -> list[str]:
    """The sentences of the summary, for an assessor who wants one; else none."""
    if not assessor.wants_easy_read or Field.EASY_READ not in fields:
        return []
    summary = find_easy_read(application)
    return summary.sentences if summary else []


def show_review(
    request: HttpRequest, assignment: Assignment, form: ReviewForm
) -> HttpResponse:
    fields = SEES[Part.ASSESSOR, Stage.CLEARED]
    application = read_application(assignment)
    answers = collect_answers([application])[application.pk]
    assessor = assignment.assessor
    before, after = find_neighbours(assessor, assignment)
    easy_read = show_easy_read(assessor, application, fields)
    return render(
        request,
        "assessment/review.html",
        {
            "form": form,
            "seen": say_changed(find_review(assignment)),
            "lines": show_lines(form),
            "identity": show_identity(application, None, fields),
            "answers": show_assessed_answers(application, answers, fields),
            "state": say_state(assignment),
            "easy_read": easy_read,
            "lacks_easy_read": assessor.wants_easy_read and not easy_read,
            "one_column": assessor.reads_in_one_column,
            "before": before,
            "after": after,
            "slug": application.call.cohort.slug,
            "declare_pk": application.pk,
        },
    )
