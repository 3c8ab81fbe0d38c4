"""Who does what: the programme lead gives and ends roles."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lehc.accounts.enums import Role
from lehc.programmes.presenters import show_grants
from lehc.programmes.queries import get_cohort_for, list_grants, may_end
from lehc.programmes.role_actions import end_role, give_role
from lehc.programmes.role_forms import RoleForm
from lehc.programmes.rules import has_role_in_programme, is_lead
from lehc.programmes.views.desk import (
    render_confirmation,
    render_desk,
    render_desk_form,
)

LEADS = frozenset({Role.LEAD})


@require_safe
@login_required
def desk_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody with a role here: the team reads it, a lead may change it."""
    cohort = get_cohort_for(request.user, slug)
    people = show_grants(
        cohort,
        list_grants(cohort),
        may_end=is_lead(request.user, cohort),
        may_end_whole=has_role_in_programme(request.user, cohort.programme, LEADS),
    )
    return render_desk(request, cohort, "programmes/desk_people.html", people=people)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def role_give(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug, LEADS)
    leads_all = has_role_in_programme(request.user, cohort.programme, LEADS)
    form = RoleForm(request.POST or None, cohort=cohort, may_give_whole=leads_all)
    if request.method == "POST" and form.is_valid():
        grant = give_role(by=request.user, **form.read_fields())
        messages.success(request, f"{grant.person.email} is now {grant}.")
        return redirect("desk_people", slug)
    return render_desk_form(
        request,
        cohort,
        form=form,
        heading="Give somebody a role",
        button="Give the role",
        back_url=reverse("desk_people", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def role_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug, LEADS)
    leads_all = has_role_in_programme(request.user, cohort.programme, LEADS)
    grant = get_object_or_404(may_end(list_grants(cohort), whole=leads_all), pk=pk)
    if request.method == "POST":
        try:
            end_role(grant=grant, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, f"{grant.person} is no longer {grant}.")
        return redirect("desk_people", slug)
    return render_confirmation(
        request,
        cohort,
        heading=f"{grant.person}: no longer {grant}?",
        text="They keep their account, and lose sight of what this role shows.",
        button="End this role",
        back_url=reverse("desk_people", args=[slug]),
    )
