"""My account: details, agreements, signing out elsewhere."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.accounts.actions.addresses import change_address
from lehc.accounts.actions.consents import give_consent, withdraw_consent
from lehc.accounts.actions.people import sign_out_elsewhere
from lehc.accounts.codes import NewAddressCode
from lehc.accounts.enums import ConsentKind
from lehc.accounts.forms.address import NewAddressForm
from lehc.accounts.forms.door import CodeForm
from lehc.accounts.presenters import show_consents, show_needs, show_person
from lehc.accounts.queries import get_own_consents, get_own_needs
from lehc.accounts.requests import PersonRequest

CODE_GONE = "That code has run out. Enter the new address again."


@require_safe
@login_required
def account(request: PersonRequest) -> HttpResponse:
    """Everything a person can look at and change about themselves."""
    person = request.user
    context = {
        "rows": show_person(person),
        "needs": show_needs(get_own_needs(person)),
        "consents": show_consents(get_own_consents(person)),
    }
    return render(request, "accounts/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_email(request: PersonRequest) -> HttpResponseBase:
    """Send a code to the new address."""
    form = NewAddressForm(request.POST or None, current=request.user.email)
    if request.method == "POST" and form.is_valid():
        too_often = consume_or_429(request, action="change_email", user=request.user)
        if too_often is not None:
            return too_often
        email = form.cleaned_data["email"]
        NewAddressCode.start(request, person=request.user, email=email)
        return redirect("account_confirm_email")
    return render(request, "accounts/change_email.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def confirm_email(request: PersonRequest) -> HttpResponseBase:
    """Change the address once its code has come back."""
    process = NewAddressCode.resume(request)
    if process is None:
        messages.error(request, CODE_GONE)
        return redirect("account_change_email")
    form = CodeForm(request.POST or None, expected=process.code)
    if request.method == "POST" and form.is_valid():
        return finish_change(request, process)
    if form.has_error("code", "wrong") and not process.record_invalid_attempt():
        messages.error(request, CODE_GONE)
        return redirect("account_change_email")
    context = {"form": form, "email": process.email}
    return render(request, "accounts/confirm_email.html", context)


def finish_change(request: PersonRequest, process: NewAddressCode) -> HttpResponseBase:
    process.abort()
    try:
        change_address(person=request.user, email=process.email, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect("account_change_email")
    messages.success(request, "Your e-mail address is changed.")
    return redirect("account")


@require_POST
@login_required
def change_consent(request: PersonRequest, kind: str) -> HttpResponseBase:
    """Give an agreement, or take it back: the button says which."""
    if kind not in ConsentKind.values:
        raise Http404
    agreed = ConsentKind(kind)
    if agreed == ConsentKind.STAY_SIGNED_IN or "withdraw" in request.POST:
        withdraw_consent(person=request.user, kind=agreed, by=request.user)
        messages.success(request, "We have noted that you no longer agree.")
    else:
        give_consent(person=request.user, kind=agreed, by=request.user)
        messages.success(request, "Thank you. We have noted that you agree.")
    if agreed == ConsentKind.STAY_SIGNED_IN:
        request.session.set_expiry(0)
    return redirect("account")


@require_POST
@login_required
def leave_other_devices(request: PersonRequest) -> HttpResponseBase:
    """Sign out everywhere but here."""
    sign_out_elsewhere(person=request.user, by=request.user)
    update_session_auth_hash(request, request.user)
    messages.success(request, "You are now signed in on this device only.")
    return redirect("account")


@require_safe
@login_required
def second_step_needed(request: PersonRequest) -> HttpResponse:
    """Explains to a programme team's member why a second step comes first."""
    context = {"next_url": get_next_redirect_url(request)}
    return render(request, "accounts/second_step_needed.html", context)
