from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lehc.recruitment.actions.handing_over import hand_over_team
from lehc.recruitment.actions.teams import leave_team, reopen_team, send_team
from lehc.recruitment.forms.teams import HandOverForm
from lehc.recruitment.membership import list_missing, may_change_membership
from lehc.recruitment.presenters.teams import show_team
from lehc.recruitment.queries.teams import (
    get_member,
    get_own_membership,
    get_team_led_by,
    get_team_of,
    invitations_of,
    list_others,
    members_of,
)
from lehc.recruitment.rules import may_take_back_team
from lehc.recruitment.views.attempts import attempt, read_post


@require_safe
@login_required
def team(request: HttpRequest, reference: str) -> HttpResponse:
    """Who is in the team, who is invited, who has signed off, what is still needed."""
    found = get_team_of(request.user, reference)
    members = list(members_of(found))
    mine = next(row for row in members if row.person_id == request.user.pk)
    return render(
        request,
        "recruitment/teams/team.html",
        {
            "team": found,
            "mine": mine,
            "shown": show_team(found, members, invitations_of(found), request.user),
            "missing": list_missing(found, members),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team_send(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_team_led_by(request.user, reference)
    if request.method == "POST":
        attempt(request, send_team, team=found)
        return redirect("team", found.reference)
    members = list(members_of(found))
    if found.sent_at or not found.call.is_open or list_missing(found, members):
        return redirect("team", found.reference)
    return render(
        request, "recruitment/teams/send.html", {"team": found, "members": members}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team_change(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the team's sent application back to change it."""
    found = get_team_led_by(request.user, reference)
    if request.method == "POST":
        attempt(request, reopen_team, team=found)
        return redirect("team", found.reference)
    if not may_take_back_team(found, members_of(found)):
        return redirect("team", found.reference)
    return render(request, "recruitment/teams/change.html", {"team": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team_leave(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_team_of(request.user, reference)
    mine = get_own_membership(found, request.user)
    if request.method == "POST":
        if attempt(request, leave_team, application=mine):
            return redirect("application_tasks", mine.reference)
        return redirect("team", found.reference)
    if not may_change_membership(found):
        return redirect("team", found.reference)
    return render(
        request, "recruitment/teams/leave.html", {"team": found, "mine": mine}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team_member_remove(
    request: HttpRequest, reference: str, member: str
) -> HttpResponse:
    """The lead takes somebody out of the team."""
    found = get_team_led_by(request.user, reference)
    application = get_member(found, member)
    if application.person_id == request.user.pk:
        return redirect("team_leave", found.reference)
    if request.method == "POST":
        attempt(request, leave_team, application=application)
        return redirect("team", found.reference)
    return render(
        request,
        "recruitment/teams/remove.html",
        {"team": found, "member": application},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def team_hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    found = get_team_led_by(request.user, reference)
    others = list_others(found, request.user)
    if not others:
        return redirect("team", found.reference)
    form = HandOverForm(read_post(request), others=others)
    if request.method == "POST" and form.is_valid():
        chosen = get_member(found, form.cleaned_data["member"])
        attempt(request, hand_over_team, team=found, to=chosen.person)
        return redirect("team", found.reference)
    return render(
        request, "recruitment/teams/hand_over.html", {"team": found, "form": form}
    )
