"""The programme team's home, and the frame of every page of theirs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lehc.accounts.enums import EDITING_ROLES, TEAM_ROLES
from lehc.programmes.models import Cohort
from lehc.programmes.presenters import show_desk
from lehc.programmes.queries import (
    cohorts_where,
    get_cohort_for,
    list_sessions,
    programmes_led_by,
    programmes_where,
)
from lehc.programmes.todo import list_todos
from lehc.programmes.views.programme_desk import list_programme_pages

MOST_DIGITS = 18  # every database keeps such a number


@require_safe
@login_required
def desks(request: HttpRequest) -> HttpResponse:
    """The cohorts in which the person is in the programme team."""
    led = set(programmes_led_by(request.user))
    context = {
        "cohorts": cohorts_where(request.user, TEAM_ROLES).select_related("programme"),
        "programmes": [
            {
                "programme": programme,
                "is_led": programme in led,
                "pages": list_programme_pages(request.user, programme),
            }
            for programme in programmes_where(request.user, EDITING_ROLES)
        ],
    }
    return render(request, "programmes/desks.html", context)


@require_safe
@login_required
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme team's home: what needs doing today."""
    cohort = get_cohort_for(request.user, slug)
    upcoming = list_sessions(cohort).filter(starts_at__gte=timezone.now())
    return render_desk(
        request,
        cohort,
        "programmes/desk_today.html",
        todos=list_todos(cohort, request.user),
        next_session=upcoming.first(),
        today=timezone.localdate(),
    )


def read_post(request: HttpRequest) -> QueryDict | None:
    """What was posted, for a form: None on a look, and then the form asks nothing.

    Not `request.POST or None`: an empty answer is an answer, and gets its messages.
    """
    return request.POST if request.method == "POST" else None


def read_ids(values: Iterable[str]) -> list[int]:
    """Ids from an address or ticked boxes, without what can be the id of no row."""
    return [int(one) for one in values if one.isdecimal() and len(one) <= MOST_DIGITS]


def render_desk(
    request: HttpRequest, cohort: Cohort, template: str, **context: Any
) -> HttpResponse:
    """A working page of the team, in its frame."""
    frame = {"desk": show_desk(cohort, request.path)}
    return render(request, template, frame | context)


def render_desk_form(
    request: HttpRequest,
    cohort: Cohort,
    *,
    form: Any,
    heading: str | None,
    **context: Any,
) -> HttpResponse:
    """A page with one form: `button`, `back_url`, perhaps `introduction`.

    `heading` is None when the form's own question is the page's heading.
    """
    return render_desk(
        request,
        cohort,
        "programmes/desk_form.html",
        form=form,
        heading=heading,
        **context,
    )


def render_confirmation(
    request: HttpRequest, cohort: Cohort, *, heading: str, **context: Any
) -> HttpResponse:
    """A page that asks “are you sure” with one button, `button`, and a way back."""
    return render_desk(
        request, cohort, "programmes/desk_confirm.html", heading=heading, **context
    )
