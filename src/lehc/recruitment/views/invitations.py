from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lehc.recruitment.actions.invitations import (
    accept_invitation,
    decline_invitation,
    invite_member,
    resend_invitation,
    withdraw_invitation,
)
from lehc.recruitment.enums import ApplicationState, InvitationState
from lehc.recruitment.forms.teams import InviteForm
from lehc.recruitment.limits import INVITATIONS, count_use
from lehc.recruitment.membership import may_change_membership, read_invitation_state
from lehc.recruitment.models import PlaceTeam, TeamInvitation
from lehc.recruitment.queries.applying import find_application
from lehc.recruitment.queries.teams import (
    find_invitation,
    get_invitation,
    get_team_led_by,
)
from lehc.recruitment.views.attempts import attempt, find_sign_in, keep_typed, read_post
from lehc.recruitment.views.links import count_wrong_link, has_guessed_too_often

TOO_MANY = "You have sent many invitations just now. Please try again in an hour."


@require_http_methods(["GET", "HEAD", "POST"])
@keep_typed
@login_required
def team_invite(request: HttpRequest, reference: str) -> HttpResponse:
    team = get_team_led_by(request.user, reference)
    if request.method != "POST" and not may_change_membership(team):
        return redirect("team", team.reference)
    form = InviteForm(read_post(request))
    if request.method == "POST" and form.is_valid() and invite(request, team, form):
        return redirect("team", team.reference)
    return render(
        request, "recruitment/teams/invite.html", {"team": team, "form": form}
    )


def invite(request: HttpRequest, team: PlaceTeam, form: InviteForm) -> bool:
    if not count_use(INVITATIONS, team.lead_id):
        form.add_error(None, TOO_MANY)
        return False
    try:
        invite_member(team=team, by=request.user, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, f"We have written to {form.cleaned_data['name']}.")
    return True


@require_POST
@login_required
def team_invitation_resend(
    request: HttpRequest, reference: str, invitation_id: int
) -> HttpResponse:
    team = get_team_led_by(request.user, reference)
    invitation = get_invitation(team, invitation_id)
    if not count_use(INVITATIONS, team.lead_id):
        messages.error(request, TOO_MANY)
    elif attempt(request, resend_invitation, invitation=invitation):
        messages.success(request, f"We have written to {invitation.name} again.")
    return redirect("team", team.reference)


@require_POST
@login_required
def team_invitation_withdraw(
    request: HttpRequest, reference: str, invitation_id: int
) -> HttpResponse:
    team = get_team_led_by(request.user, reference)
    invitation = get_invitation(team, invitation_id)
    if attempt(request, withdraw_invitation, invitation=invitation):
        words = f"The invitation to {invitation.name} is taken back."
        messages.success(request, words)
    return redirect("team", team.reference)


@require_http_methods(["GET", "HEAD", "POST"])
def team_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What an invited person sees; joining needs signing in, saying no does not."""
    if has_guessed_too_often(request):
        return render(request, "recruitment/applying/too_many.html", status=429)
    invitation = find_invitation(token)
    if invitation is None:
        count_wrong_link(request)
        return render(request, "recruitment/teams/unknown.html", status=404)
    if request.method == "POST":
        return answer_invitation(request, invitation, token)
    return show_invitation(request, invitation)


def answer_invitation(
    request: HttpRequest, invitation: TeamInvitation, token: str
) -> HttpResponse:
    if request.POST.get("answer") == "no":
        decline_invitation(invitation=invitation)
        return redirect("team_invitation", token)
    if not request.user.is_authenticated:
        return redirect("team_invitation", token)
    if attempt(request, accept_invitation, invitation=invitation):
        return redirect("team", invitation.team.reference)
    return redirect("team_invitation", token)


def show_invitation(request: HttpRequest, invitation: TeamInvitation) -> HttpResponse:
    state = read_invitation_state(invitation)
    team = invitation.team
    if state == InvitationState.JOINED and invitation.accepted_by_id == request.user.pk:
        return redirect("team", team.reference)
    known = find_application(request.user, team.call)
    return render(
        request,
        "recruitment/teams/invitation.html",
        {
            "invitation": invitation,
            "team": team,
            "state": state.value,
            "is_open": may_change_membership(team),
            "known": known,
            "sign_in_url": find_sign_in(request),
            "is_elsewhere": known is not None and known.team_id not in (None, team.pk),
            "is_sent": known is not None
            and known.state != ApplicationState.IN_PROGRESS,
        },
    )
