"""What is kept about me: read it, take it away, have it erased."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lehc.accounts.actions.erasure import erase_person
from lehc.accounts.exporting import collect_personal_data, make_download
from lehc.accounts.forms.erasure import EraseForm
from lehc.accounts.personal_data import load_register
from lehc.accounts.presenters import (
    show_erasure,
    show_personal_data,
    show_privacy_notice,
)
from lehc.accounts.requests import PersonRequest


@require_safe
def privacy_notice(request: HttpRequest) -> HttpResponse:
    """What we keep, why, and for how long; open to everybody."""
    context = show_privacy_notice(load_register()) | {
        "controller": settings.CONTROLLER,
        "contact": settings.PRIVACY_CONTACT,
    }
    return render(request, "accounts/privacy_notice.html", context)


@require_safe
@never_cache
@login_required
def show_my_data(request: PersonRequest) -> HttpResponse:
    sections = show_personal_data(collect_personal_data(request.user))
    return render(request, "accounts/my_data.html", {"sections": sections})


@require_safe
@never_cache
@login_required
def download_my_data(request: PersonRequest) -> HttpResponse:
    data = make_download(request.user, collect_personal_data(request.user))
    response = JsonResponse(
        data, json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def erase_my_data(request: PersonRequest) -> HttpResponseBase:
    """Close the account for good, after saying what goes and what stays."""
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(person=request.user, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            get_adapter(request).logout(request)
            messages.success(request, "Your account is closed and your data is erased.")
            return redirect("home")
    context = {"form": form, **show_erasure(load_register())}
    return render(request, "accounts/erase_my_data.html", context)
