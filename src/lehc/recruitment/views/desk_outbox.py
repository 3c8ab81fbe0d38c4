"""The outbox: decision letters, read and mended before they all go together."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.accounts.queries import collect_needs
from lehc.letters.enums import LetterState
from lehc.programmes.forms import copy_errors
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import read_ids, read_post, render_desk
from lehc.recruitment.actions.decision_letters import rewrite_letter, send_decisions
from lehc.recruitment.forms.offers import LetterForm
from lehc.recruitment.presenters.outbox import show_letters
from lehc.recruitment.queries.outbox import (
    list_decision_letters,
    list_waiting_letters,
)
from lehc.recruitment.views.desk_call import fetch_call


@require_safe
@login_required
def desk_outbox(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    letters = list(list_decision_letters(request.user, cohort))
    needs = collect_needs(letter.application.person_id for letter in letters)
    return render_desk(
        request,
        cohort,
        "recruitment/desk_outbox.html",
        **show_letters(letters, needs, slug=slug),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def outbox_letter(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Read a letter; change its words while it waits."""
    cohort = get_cohort_for(request.user, slug)
    decision = get_object_or_404(list_decision_letters(request.user, cohort), pk=pk)
    letter = decision.letter
    form = LetterForm(read_post(request), initial=LetterForm.describe(letter))
    if request.method == "POST" and form.is_valid():
        try:
            rewrite_letter(letter=letter, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "The letter is saved, and still waits.")
            return redirect("desk_outbox", slug)
    return render_desk(
        request,
        cohort,
        "recruitment/desk_letter.html",
        decision=decision,
        letter=letter,
        is_held=letter.state == LetterState.HELD,
        form=form,
        back_url=reverse("desk_outbox", args=[slug]),
        back_text="Outbox",
    )


@require_POST
@login_required
def outbox_send(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the chosen letters, or all that wait, once they have been counted out."""
    cohort = get_cohort_for(request.user, slug)
    call = fetch_call(cohort)
    letters = list_waiting_letters(request.user, cohort)
    if "everything" not in request.POST:
        chosen = read_ids(request.POST.getlist("chosen"))
        letters = letters.filter(pk__in=chosen)
    if "confirmed" not in request.POST and (listed := list(letters)):
        return render_desk(
            request,
            cohort,
            "recruitment/desk_outbox_send.html",
            kinds=Counter(row.letter.subject for row in listed).items(),
            pks=[row.pk for row in listed],
        )
    try:
        count = send_decisions(call=call, decision_letters=letters, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        tell_sent(request, count)
    return redirect("desk_outbox", slug)


def tell_sent(request: HttpRequest, count: int) -> None:
    if count:
        noun = "letter is" if count == 1 else "letters are"
        messages.success(request, f"{count} {noun} on the way.")
    else:
        messages.warning(request, "Choose at least one letter that waits.")
