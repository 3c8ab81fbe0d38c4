"""Offers: what became of each, longer deadlines, answers by phone, free places."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lehc.programmes.forms import copy_errors
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import (
    read_post,
    render_confirmation,
    render_desk,
    render_desk_form,
)
from lehc.recruitment.actions.offers import move_deadline, tell_not_this_time
from lehc.recruitment.actions.replies import accept_offer, decline_offer
from lehc.recruitment.forms.offers import DeadlineForm, ReplyForm
from lehc.recruitment.models import Application, Call
from lehc.recruitment.presenters.offers import show_offer_rows, show_tally
from lehc.recruitment.queries.calls import get_call
from lehc.recruitment.queries.decisions import waits_in_outbox, with_letter_state
from lehc.recruitment.queries.desk import get_application_for
from lehc.recruitment.queries.offers import (
    count_free_places,
    get_open_offer,
    list_team_changes,
    list_waiting,
    offered_ever,
)
from lehc.recruitment.sight import see_applications
from lehc.recruitment.vacancies import find_vacancy_page


@require_safe
@login_required
def desk_offers(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    call = get_call(cohort)
    visible = see_applications(request.user, call)
    offered = with_letter_state(offered_ever(visible)).select_related("person", "team")
    rows = list(offered.order_by("person__name", "id"))
    return render_desk(
        request,
        cohort,
        "recruitment/desk_offers.html",
        rows=show_offer_rows(rows, slug=slug),
        tally=show_tally(rows),
        waiting=list_waiting(visible),
        team_changes=list_team_changes(visible),
        **describe_vacancies(call),
    )


def describe_vacancies(call: Call | None) -> dict[str, object]:
    if call is None:
        return {"free_places": 0, "vacancy_url": ""}
    return {
        "free_places": count_free_places(call),
        "vacancy_url": find_vacancy_page(call),
    }


def require_open_offer(application: Application) -> None:
    """Raises Http404 when there is no offer that may still be answered."""
    if get_open_offer(application) is None:
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer_deadline(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Give somebody until another day to answer."""
    cohort = get_cohort_for(request.user, slug)
    application = get_application_for(request.user, cohort, reference)
    require_open_offer(application)
    form = DeadlineForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        deadline = form.read_deadline()
        try:
            move_deadline(application=application, deadline=deadline, by=request.user)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, f"{application.person} has a new deadline.")
            return redirect("desk_offers", slug)
    return render_desk_form(
        request,
        cohort,
        form=form,
        heading=f"A new deadline for {application.person}",
        introduction="A letter that still waits in the outbox gets the new date. "
        "Somebody who has had their letter gets a short note.",
        button="Save the deadline",
        back_url=reverse("desk_offers", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer_reply(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Write down an answer that came by phone or on paper."""
    cohort = get_cohort_for(request.user, slug)
    application = get_application_for(request.user, cohort, reference)
    require_open_offer(application)
    if waits_in_outbox(application):
        raise Http404
    form = ReplyForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        accepts = form.cleaned_data["answer"] == "accept"
        answer = accept_offer if accepts else decline_offer
        try:
            answer(
                application=application,
                by=request.user,
                reason=form.cleaned_data["how"],
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, f"The answer of {application.person} is saved.")
            return redirect("desk_offers", slug)
    return render_desk_form(
        request,
        cohort,
        form=form,
        heading=f"What did {application.person} answer?",
        introduction="We write to them to confirm it.",
        button="Save their answer",
        back_url=reverse("desk_offers", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def waiting_list_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell those who wait that no place has come free, once none will."""
    cohort = get_cohort_for(request.user, slug)
    visible = see_applications(request.user, get_call(cohort))
    waiting = [place.application for place in list_waiting(visible)]
    if not waiting:
        messages.info(request, "Nobody is on the waiting list.")
        return redirect("desk_offers", slug)
    if request.method == "POST":
        letters = tell_not_this_time(applications=waiting, by=request.user)
        messages.success(request, f"{say_letters(len(letters))} in the outbox.")
        return redirect("desk_outbox", slug)
    return render_confirmation(
        request,
        cohort,
        heading="End the waiting list?",
        text=f"{say_letters(len(waiting))} in the outbox until you send them: no place "
        "has come free, with thanks. A place that comes free later can’t be filled "
        "from the list any more.",
        button="End the waiting list",
        back_url=reverse("desk_offers", args=[slug]),
    )


def say_letters(count: int) -> str:
    return "1 letter waits" if count == 1 else f"{count} letters wait"
