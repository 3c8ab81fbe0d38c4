"""The dates of a cohort: the team lists, adds, changes and removes them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lehc.programmes.actions import remove_session, save_session
from lehc.programmes.forms import SessionForm, copy_errors
from lehc.programmes.models import Cohort, Session
from lehc.programmes.presenters import show_sessions
from lehc.programmes.queries import get_cohort_for, list_sessions
from lehc.programmes.views.desk import (
    read_post,
    render_confirmation,
    render_desk,
    render_desk_form,
)


@require_safe
@login_required
def desk_sessions(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    return render_desk(
        request,
        cohort,
        "programmes/desk_sessions.html",
        sessions=show_sessions(cohort, list_sessions(cohort)),
        feed_url=request.build_absolute_uri(reverse("cohort_dates", args=[slug])),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def session_new(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    return edit_session(request, cohort, None)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def session_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    return edit_session(request, cohort, get_object_or_404(cohort.sessions, pk=pk))


def edit_session(
    request: HttpRequest, cohort: Cohort, session: Session | None
) -> HttpResponse:
    form = SessionForm(read_post(request), initial=SessionForm.describe(session))
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_session(
                cohort=cohort, session=session, by=request.user, **form.read_fields()
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, f"“{saved.title}” is among the dates.")
            return redirect("desk_sessions", cohort.slug)
    return render_desk_form(
        request,
        cohort,
        form=form,
        heading="Change a date" if session else "Add a date",
        button="Save this date",
        back_url=reverse("desk_sessions", args=[cohort.slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def session_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    session = get_object_or_404(cohort.sessions, pk=pk)
    if request.method == "POST":
        title = session.title
        try:
            remove_session(session=session, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, f"“{title}” is no longer among the dates.")
        return redirect("desk_sessions", slug)
    return render_confirmation(
        request,
        cohort,
        heading=f"Remove “{session.title}”?",
        text="It disappears from the public page and from everybody's calendar feed.",
        button="Remove this date",
        back_url=reverse("desk_sessions", args=[slug]),
    )
