"""Statements by a programme lead about targets close to protected characteristics."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lehc.accounts.enums import Role
from lehc.programmes.forms import copy_errors
from lehc.programmes.presenters import show_desk
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import read_post
from lehc.recruitment.models import Call
from lehc.selection.actions.statements import make_statement, withdraw_statement
from lehc.selection.forms.statements import StatementForm
from lehc.selection.queries.calls import get_call
from lehc.selection.queries.features import Feature, list_features
from lehc.selection.views.desk import READ_OR_SEND


def get_feature(call: Call, key: str) -> Feature:
    """A feature that looks like a protected characteristic.

    Raises:
        Http404: there is none of that key.
    """
    for feature in list_features(call):
        if feature.key == key and feature.traits:
            return feature
    raise Http404


@require_http_methods(READ_OR_SEND)
@login_required
def target_statement(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Write down why targets may use a question."""
    cohort = get_cohort_for(request.user, slug, {Role.LEAD})
    call = get_call(cohort)
    feature = get_feature(call, key)
    form = StatementForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        reasons = form.read_reasons()
        try:
            make_statement(call=call, key=key, reasons=reasons, by=request.user)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "We have kept your statement.")
            return redirect("desk_targets", slug=slug)
    desk = show_desk(cohort, request.path)
    context = {"desk": desk, "form": form, "feature": feature}
    return render(request, "selection/target_statement.html", context)


@require_POST
@login_required
def target_statement_withdraw(
    request: HttpRequest, slug: str, key: str
) -> HttpResponse:
    """Take back the statement that stands."""
    cohort = get_cohort_for(request.user, slug, {Role.LEAD})
    withdraw_statement(call=get_call(cohort), key=key, by=request.user)
    messages.success(request, "The statement is taken back.")
    return redirect("desk_targets", slug=slug)
