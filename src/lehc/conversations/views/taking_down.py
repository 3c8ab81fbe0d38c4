"""Taking down the words of a statement that name somebody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lehc.conversations.actions.taking_down import take_down_words
from lehc.conversations.forms.moderating import TakeDownForm
from lehc.conversations.queries.access import get_at_desk
from lehc.conversations.queries.statements import get_statement
from lehc.conversations.rules import may_be_taken_down
from lehc.conversations.views.desk import render_talk
from lehc.programmes.forms import copy_errors
from lehc.programmes.views.desk import read_post


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def statement_take_down(
    request: HttpRequest, slug: str, key: str, pk: int
) -> HttpResponse:
    """What goes and what stays, and the reason that everybody then reads."""
    cohort, row = get_at_desk(request.user, slug, key)
    statement = get_statement(row, pk)
    if not may_be_taken_down(statement):
        raise Http404
    form = TakeDownForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        try:
            take_down_words(statement=statement, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "The words are down. The reason stands for them.")
            return redirect("desk_statement", slug, key, pk)
    return render_talk(
        request,
        cohort,
        row,
        "conversations/desk_take_down.html",
        form=form,
        statement=statement,
    )
