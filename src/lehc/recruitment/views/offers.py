"""An applicant's answer to an offer: accept or decline, each asked once more."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lehc.programmes.presenters import show_date_items
from lehc.programmes.queries import list_sessions
from lehc.programmes.views.desk import read_post
from lehc.recruitment.actions.replies import accept_offer, decline_offer
from lehc.recruitment.forms.offers import AcceptForm, DeclineForm
from lehc.recruitment.models import Application
from lehc.recruitment.presenters.offers import show_offer
from lehc.recruitment.queries.offers import get_offered_application, get_open_offer


@require_safe
@login_required
def application_offer(request: HttpRequest, reference: str) -> HttpResponse:
    """The offer, or what became of it."""
    application = get_offered_application(request.user, reference)
    sessions = list_sessions(application.call.cohort)
    return render_offer(request, application, "offer", dates=show_date_items(sessions))


def render_offer(
    request: HttpRequest, application: Application, page: str, **context: Any
) -> HttpResponse:
    offer = show_offer(application, get_open_offer(application))
    return render(request, f"recruitment/{page}.html", {"offer": offer} | context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer_accept(request: HttpRequest, reference: str) -> HttpResponse:
    application = get_offered_application(request.user, reference)
    form = AcceptForm(read_post(request))
    if get_open_offer(application) is None:
        return redirect("application_offer", reference)
    if request.method == "POST" and form.is_valid():
        with suppress(ValidationError):  # answered or lapsed since the page was opened
            accept_offer(application=application, by=request.user)
        return redirect("application_offer", reference)
    return render_offer(request, application, "offer_accept", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer_decline(request: HttpRequest, reference: str) -> HttpResponse:
    application = get_offered_application(request.user, reference)
    form = DeclineForm(read_post(request))
    if get_open_offer(application) is None:
        return redirect("application_offer", reference)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        with suppress(ValidationError):  # answered or lapsed since the page was opened
            decline_offer(application=application, by=request.user, reason=reason)
        return redirect("application_offer", reference)
    return render_offer(request, application, "offer_decline", form=form)
