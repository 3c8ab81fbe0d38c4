"""One door for everybody: an address, a code, and the first time a name."""

from __future__ import annotations

from allauth.account.internal.decorators import login_stage_required
from allauth.account.stages import LoginByCodeStage
from allauth.account.utils import (
    get_login_redirect_url,
    get_next_redirect_url,
    passthrough_next_redirect_url,
)
from allauth.core.ratelimit import consume_or_429
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from lehc.accounts.actions.people import name_person
from lehc.accounts.adapter import STAY_KEY
from lehc.accounts.codes import EntranceCode
from lehc.accounts.forms.door import EmailForm, EntranceForm, NameForm
from lehc.accounts.queries import find_person
from lehc.accounts.requests import PersonRequest

EXPIRED = "That code has run out. Enter your e-mail address and we'll send a new one."
USED_UP = (
    "That was too many tries. Enter your e-mail address and we'll send a new code."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="login")
def enter_email(request: HttpRequest) -> HttpResponseBase:
    """Send a code to an address, whether or not somebody has an account with it."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(get_login_redirect_url(request))
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        too_often = consume_or_429(request, action="request_login_code", key=email)
        if too_often is not None:
            return too_often
        EntranceCode.start(request=request, person=find_person(email), email=email)
        return redirect_on(request, "account_confirm_login_code")
    return render(request, "accounts/enter_email.html", {"form": form})


@login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="enter_code")
def enter_code(request: HttpRequest) -> HttpResponseBase:
    """Let the person in who has the code that was sent."""
    entrance = EntranceCode.resume(request._login_stage)  # type: ignore[attr-defined]
    if entrance is None:
        return send_back(request, EXPIRED)
    form = EntranceForm(request.POST or None, expected=entrance.code)
    if request.method == "POST" and form.is_valid():
        request.session[STAY_KEY] = form.cleaned_data["stay"]
        return entrance.finish(get_next_redirect_url(request))
    if form.has_error("code", "wrong") and not entrance.record_invalid_attempt():
        return send_back(request, USED_UP)
    context = {
        "form": form,
        "email": entrance.state["email"],
        "can_resend": entrance.can_resend,
        "resend_url": passthrough_next_redirect_url(
            request, reverse("account_resend_code"), "next"
        ),
        "door_url": passthrough_next_redirect_url(
            request, reverse("account_login"), "next"
        ),
    }
    return render(request, "accounts/enter_code.html", context)


@login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login")
@require_POST
def resend_code(request: HttpRequest) -> HttpResponseBase:
    """Send a new code to the same address; the old one stops working."""
    entrance = EntranceCode.resume(request._login_stage)  # type: ignore[attr-defined]
    if entrance is None:
        return send_back(request, EXPIRED)
    if entrance.can_resend:
        too_often = consume_or_429(
            request, action="request_login_code", key=entrance.state["email"]
        )
        if too_often is not None:
            return too_often
        entrance.resend()
        messages.success(request, "We have sent a new code. It may take a minute.")
    return redirect_on(request, "account_confirm_login_code")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter_name(request: PersonRequest) -> HttpResponseBase:
    """Ask a newcomer's name, or let somebody correct theirs; then go on."""
    person = request.user
    form = NameForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        name_person(person=person, name=form.cleaned_data["name"], by=person)
        return redirect(get_next_redirect_url(request) or reverse("account"))
    context = {"form": form, "is_new": not person.name}
    return render(request, "accounts/enter_name.html", context)


def redirect_on(request: HttpRequest, url_name: str) -> HttpResponseBase:
    """Go to the next page of the door, remembering where the person was going."""
    return redirect(passthrough_next_redirect_url(request, reverse(url_name), "next"))


def send_back(request: HttpRequest, why: str) -> HttpResponseBase:
    messages.error(request, why)
    return redirect_on(request, "account_login")
