"""One application: answers, team, sponsor, history, and what may be done now."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lehc.accounts.queries import collect_needs
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import read_post, render_desk, render_desk_form
from lehc.recruitment.actions.withdrawing import withdraw_application
from lehc.recruitment.enums import TRANSITIONS, ApplicationState
from lehc.recruitment.forms.applications import WithdrawForm
from lehc.recruitment.models import Application
from lehc.recruitment.presenters.answers import list_answer_rows
from lehc.recruitment.presenters.desk_applications import (
    STATE_COLOURS,
    find_sponsor,
    show_answers,
    show_history,
    show_sponsor,
)
from lehc.recruitment.queries.answers import collect_answers
from lehc.recruitment.queries.desk import (
    get_application_for,
    is_entered_for,
    list_history,
    list_letters,
    list_visible_mates,
    may_read_answers,
)


@require_safe
@login_required
def desk_application(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    application = get_application_for(request.user, cohort, reference)
    state = ApplicationState(application.state)
    readable = may_read_answers(application)
    return render_desk(
        request,
        cohort,
        "recruitment/desk_application.html",
        application=application,
        colour=STATE_COLOURS.get(state, "grey"),
        needs=collect_needs([application.person_id])[application.person_id],
        is_readable=readable,
        sections=read_sections(application) if readable else [],
        mates=list_visible_mates(request.user, application),
        sponsor=show_sponsor(find_sponsor(application)),
        history=show_history(list_history(application)),
        letters=list_letters(application),
        may_be_eligible=ApplicationState.ELIGIBLE in TRANSITIONS[state],
        may_be_not_eligible=ApplicationState.NOT_ELIGIBLE in TRANSITIONS[state],
        may_withdraw=ApplicationState.WITHDRAWN in TRANSITIONS[state],
        is_being_entered=state == ApplicationState.IN_PROGRESS
        and is_entered_for(application),
        back_url=reverse("desk_applications", args=[slug]),
        back_text="All applications",
    )


def read_sections(application: Application) -> list[dict[str, object]]:
    """The answers in words, section by section."""
    answers = collect_answers([application])[application.pk]
    return show_answers(list_answer_rows(application, answers))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_withdraw(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Withdraw an application because its owner asked us to."""
    cohort = get_cohort_for(request.user, slug)
    application = get_application_for(request.user, cohort, reference)
    form = WithdrawForm(read_post(request))
    page = reverse("desk_application", args=[slug, reference])
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["how"]
        try:
            withdraw_application(
                application=application, reason=reason, by=request.user
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The application is withdrawn.")
            return redirect(page)
    return render_desk_form(
        request,
        cohort,
        form=form,
        heading=f"Withdraw the application of {application.person}",
        introduction="Only when they asked for it. It can't be taken back.",
        button="Withdraw it",
        variant="warning",
        back_url=page,
    )
