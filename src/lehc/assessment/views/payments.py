"""Involvement payments: a person's own page, and the coordinator's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.assessment.actions.payments import make_claim, move_claim, set_terms
from lehc.assessment.enums import ClaimState
from lehc.assessment.exports import write_spend
from lehc.assessment.forms.payments import ClaimForm, ClaimStepForm, TermsForm
from lehc.assessment.models import Assessor
from lehc.assessment.presenters.payments import (
    say_money,
    say_time,
    show_claim,
    show_claims,
    show_own_claims,
    show_spend,
)
from lehc.assessment.queries.payments import (
    count_minutes,
    count_recorded_minutes,
    count_unclaimed_minutes,
    find_terms,
    get_claim,
    get_own_place,
    get_payments_call,
    list_claims,
    list_own_claims,
    sum_by_month,
    sum_by_state,
)
from lehc.programmes.forms import copy_errors
from lehc.programmes.views.desk import read_post, render_desk, render_desk_form


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def assessing_payment(request: HttpRequest, slug: str) -> HttpResponse:
    """My time, my claims, and what to think of before I ask."""
    assessor = get_own_place(request.user, slug)
    unclaimed = count_unclaimed_minutes(assessor)
    form = ClaimForm(read_post(request), initial=ClaimForm.describe(unclaimed))
    if request.method == "POST" and form.is_valid():
        try:
            claim = make_claim(assessor=assessor, by=request.user, **form.read_fields())
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(
                request, f"Thank you. Your claim of {say_money(claim.total)} is made."
            )
            return redirect("assessing_payment", slug)
    return show_own_payment(request, assessor, form)


def show_own_payment(
    request: HttpRequest, assessor: Assessor, form: ClaimForm
) -> HttpResponse:
    terms = find_terms(assessor.call)
    slug = assessor.call.cohort.slug
    context: dict[str, Any] = {
        "cohort": assessor.call.cohort,
        "contact": assessor.call,
        "form": form,
        "terms": terms,
        "rate": say_money(terms.hourly_rate) if terms else "",
        "recorded": say_time(count_minutes(assessor)),
        "claims": show_own_claims(list_own_claims(assessor), slug),
    }
    return render(request, "assessment/payment.html", context)


@require_POST
@login_required
def assessing_claim_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take back a claim that still waits."""
    assessor = get_own_place(request.user, slug)
    claim = get_object_or_404(assessor.claims.all(), pk=pk)
    try:
        move_claim(claim=claim, to=ClaimState.WITHDRAWN, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Your claim has been taken back.")
    return redirect("assessing_payment", slug)


@require_safe
@login_required
def payments(request: HttpRequest, slug: str) -> HttpResponse:
    """The coordinator's page: claims, and what they come to."""
    call = get_payments_call(request.user, slug)
    terms = find_terms(call)
    return render_desk(
        request,
        call.cohort,
        "assessment/payments.html",
        terms=terms,
        rate=say_money(terms.hourly_rate) if terms else "",
        claims=show_claims(list_claims(call), slug),
        spend=show_spend(sum_by_state(call), count_recorded_minutes(call), terms),
        back_url=reverse("assessment", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def payment_terms(request: HttpRequest, slug: str) -> HttpResponse:
    """What an hour is paid."""
    call = get_payments_call(request.user, slug)
    terms = find_terms(call)
    first = {"hourly_rate": terms.hourly_rate, "words": terms.words} if terms else {}
    form = TermsForm(read_post(request), initial=first)
    if request.method == "POST" and form.is_valid():
        rate: Decimal = form.cleaned_data["hourly_rate"]
        words = form.cleaned_data["words"]
        set_terms(call=call, hourly_rate=rate, words=words, by=request.user)
        messages.success(request, "The rate has been set. Assessors can claim now.")
        return redirect("payments", slug)
    return render_desk_form(
        request,
        call.cohort,
        form=form,
        heading="What assessing is paid",
        introduction="Claims that were made already keep the rate they were made with.",
        button="Save",
        back_url=reverse("payments", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def payment_claim(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One claim: agree to it, pay it, or ask to talk."""
    call = get_payments_call(request.user, slug)
    claim = get_claim(call, pk)
    form = ClaimStepForm(read_post(request), claim=claim)
    if request.method == "POST" and form.is_valid():
        to, note = ClaimState(form.cleaned_data["state"]), form.cleaned_data["note"]
        try:
            move_claim(claim=claim, to=to, by=request.user, note=note)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, f"{claim.assessor.person} is told by letter.")
            return redirect("payments", slug)
    return render_desk(
        request,
        call.cohort,
        "assessment/payment_claim.html",
        form=form,
        claim=show_claim(claim),
        name=str(claim.assessor.person),
        back_url=reverse("payments", args=[slug]),
    )


@require_safe
@login_required
def payments_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """What was paid by month, without names, for those who keep the budget."""
    call = get_payments_call(request.user, slug)
    name = f"involvement-payments-{slug}.csv"
    return HttpResponse(
        write_spend(sum_by_month(call)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
