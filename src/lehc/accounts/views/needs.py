"""Communication needs: tell us, change it, say it is over."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from lehc.accounts.actions.needs import add_need, change_need, end_need
from lehc.accounts.forms.needs import NeedDetailForm, NeedForm
from lehc.accounts.queries import get_own_needs
from lehc.accounts.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def tell_need(request: PersonRequest) -> HttpResponseBase:
    taken = set(get_own_needs(request.user).values_list("kind", flat=True))
    form = NeedForm(request.POST or None, taken=taken)
    if request.method == "POST" and form.is_valid():
        try:
            add_need(person=request.user, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("kind", error)
        else:
            messages.success(request, "Thank you. We have noted what you need.")
            return redirect("account")
    return render(request, "accounts/tell_need.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def review_need(request: PersonRequest, pk: int) -> HttpResponseBase:
    need = get_object_or_404(get_own_needs(request.user), pk=pk)
    present = {
        "detail": need.detail,
        "may_share_with_venues": need.may_share_with_venues,
    }
    form = NeedDetailForm(request.POST or None, initial=present)
    if request.method == "POST" and form.is_valid():
        change_need(need=need, by=request.user, **form.cleaned_data)
        messages.success(request, "Thank you. We'll ask you again in a year.")
        return redirect("account")
    context = {"form": form, "need": need}
    return render(request, "accounts/review_need.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def close_need(request: PersonRequest, pk: int) -> HttpResponseBase:
    need = get_object_or_404(get_own_needs(request.user), pk=pk)
    if request.method == "POST":
        end_need(need=need, by=request.user)
        messages.success(request, "We have taken it off your list.")
        return redirect("account")
    return render(request, "accounts/end_need.html", {"need": need})
