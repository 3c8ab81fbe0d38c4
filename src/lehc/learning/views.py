from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.accounts.enums import NEED_AWARE_ROLES, Role
from lehc.accounts.queries import collect_needs
from lehc.learning.actions import (
    choose_visibility,
    fix_set_plan,
    make_set_plan,
    renew_calendar_key,
    say_moved,
)
from lehc.learning.forms import FixSetsForm, SetPlanForm, VisibilityForm
from lehc.learning.presenters import (
    say_next_step,
    show_journey,
    show_my_sets,
    show_participants,
    show_people,
    show_plan_cards,
    show_plan_facts,
    show_rounds,
)
from lehc.learning.queries import (
    find_current_plan,
    get_calendar_owner,
    get_participation,
    get_set_plan,
    list_set_places,
    list_set_plans,
    participations_of,
    people_in,
)
from lehc.programmes.calendars import write_calendar
from lehc.programmes.models import Cohort
from lehc.programmes.presenters import show_date_items, show_desk
from lehc.programmes.queries import cohorts_where, get_cohort_for
from lehc.programmes.rules import is_team


@require_safe
@login_required
def my_cohorts(request: HttpRequest) -> HttpResponse:
    """The cohorts the person has a place in."""
    return render(
        request,
        "learning/my_cohorts.html",
        {"participations": participations_of(request.user)},
    )


@require_safe
@login_required
def my_cohort(request: HttpRequest, slug: str) -> HttpResponse:
    """A participant's page: where they are, what comes next, who is in the cohort."""
    participant = get_participation(request.user, slug)
    cohort, now = participant.cohort, timezone.now()
    sessions = list(cohort.sessions.all())
    calendar = reverse("participant_calendar", args=[participant.calendar_key])
    plan = find_current_plan(cohort)
    return render(
        request,
        "learning/my_cohort.html",
        {
            "participant": participant,
            "cohort": cohort,
            "journey": show_journey(cohort, today=timezone.localdate(now)),
            "next_step": say_next_step(sessions, cohort, now=now),
            "sessions": show_date_items(sessions),
            "people": show_people(people_in(cohort), viewer_id=participant.person_id),
            "my_sets": show_my_sets(list_set_places(plan), participant) if plan else [],
            "calendar_url": request.build_absolute_uri(calendar),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def my_visibility(request: HttpRequest, slug: str) -> HttpResponse:
    """What the cohort sees of the person."""
    participant = get_participation(request.user, slug)
    names = VisibilityForm.base_fields
    initial = {name: getattr(participant, name) for name in names}
    form = VisibilityForm(request.POST or None, initial=initial)
    if request.method == "POST":
        form = VisibilityForm(request.POST)
        if form.is_valid():
            choose_visibility(
                participant=participant, by=request.user, **form.cleaned_data
            )
            messages.success(request, "We have saved what your cohort sees of you.")
            return redirect("my_cohort", slug=slug)
    return render(
        request, "learning/my_visibility.html", {"form": form, "cohort_slug": slug}
    )


@require_POST
@login_required
def my_calendar_renew(request: HttpRequest, slug: str) -> HttpResponse:
    """A new private calendar address, when the old one got into other hands."""
    participant = get_participation(request.user, slug)
    renew_calendar_key(participant=participant, by=request.user)
    messages.success(
        request, "Your calendar has a new address. The old one no longer works."
    )
    return redirect("my_cohort", slug=slug)


@require_safe
def participant_calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The session dates for a calendar program: the address itself is the key."""
    participant = get_calendar_owner(key)
    feed = write_calendar(
        participant.cohort,
        participant.cohort.sessions.all(),
        host=urlsplit(settings.BASE_URL).hostname or "localhost",
        now=timezone.now(),
    )
    return HttpResponse(
        feed,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="sessions.ics"'},
    )


@require_safe
@login_required
def desk_participants(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is in the cohort, with the needs that the team and facilitators must meet."""
    cohort = get_cohort_for(request.user, slug, NEED_AWARE_ROLES)
    people = list(people_in(cohort))
    ids = [row.person_id for row in people]
    return render(
        request,
        "learning/desk_participants.html",
        {
            "desk": show_own_desk(request, cohort),
            "cohort": cohort,
            "participants": show_participants(people, collect_needs(ids)),
        },
    )


@require_safe
@login_required
def facilitating(request: HttpRequest) -> HttpResponse:
    """The cohorts that the person facilitates."""
    cohorts = cohorts_where(request.user, {Role.FACILITATOR})
    return render(
        request,
        "learning/facilitating.html",
        {"cohorts": cohorts.select_related("programme")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_sets(request: HttpRequest, slug: str) -> HttpResponse:
    """Divide the cohort into learning sets, and see what was made before."""
    cohort = get_cohort_for(request.user, slug, NEED_AWARE_ROLES)
    form = SetPlanForm(request.POST or None, people=people_in(cohort))
    if request.method == "POST" and form.is_valid():
        try:
            plan = make_set_plan(cohort=cohort, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_refusal(error)
        else:
            return redirect("desk_set_plan", slug=slug, pk=plan.pk)
    return render(
        request,
        "learning/desk_sets.html",
        {
            "desk": show_own_desk(request, cohort),
            "cohort": cohort,
            "form": form,
            "plans": show_plan_cards(list_set_plans(cohort)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_set_plan(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a division looks like; and, with a reason, put it to use."""
    cohort = get_cohort_for(request.user, slug, NEED_AWARE_ROLES)
    plan = get_set_plan(cohort, pk)
    form = FixSetsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fix_set_plan(plan=plan, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Everyone sees their sets on their cohort page.")
            return redirect("desk_set_plan", slug=slug, pk=pk)
    counts = plan.fixed_at is None or plan == find_current_plan(cohort)
    apart = plan.apart.select_related("one__person", "other__person")
    return render(
        request,
        "learning/desk_set_plan.html",
        {
            "desk": show_own_desk(request, cohort),
            "cohort": cohort,
            "plan": plan,
            "form": form,
            "facts": show_plan_facts(plan, apart),
            "rounds": show_rounds(list_set_places(plan)),
            "moved": say_moved(plan) if counts else "",
        },
    )


def show_own_desk(request: HttpRequest, cohort: Cohort) -> dict[str, Any] | None:
    """The team's side list; facilitators have none."""
    is_ours = is_team(request.user, cohort)
    return show_desk(cohort, request.path) if is_ours else None
