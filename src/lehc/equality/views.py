from __future__ import annotations

from allauth.core.ratelimit import consume_or_429
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lehc.equality.actions import withdraw
from lehc.equality.forms import WithdrawForm

UNKNOWN = "We can't find answers with this code. Check it and type it again"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_answers(request: HttpRequest) -> HttpResponseBase:
    """Remove answers by their code; nobody has to say who they are."""
    form = WithdrawForm(request.POST or None)
    if request.method == "POST":
        too_often = consume_or_429(request, action="withdraw_equality")
        if too_often is not None:
            return too_often
        if form.is_valid() and withdraw(form.cleaned_data["code"]):
            messages.success(request, "Your answers are removed for good.")
            return redirect("equality_withdraw")
        if form.is_valid():
            form.add_error("code", UNKNOWN)
    return render(request, "equality/withdraw.html", {"form": form})
