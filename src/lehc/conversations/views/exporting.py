"""Files to take away: the counts for everybody, single votes for a lead."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from lehc.conversations.actions.exporting import take_out_votes
from lehc.conversations.actions.results import refresh_results
from lehc.conversations.calculations.agreement import measure_agreement
from lehc.conversations.enums import EXPORT_ROLES
from lehc.conversations.forms.deciding import TakeOutForm
from lehc.conversations.presenters.desk import show_exports
from lehc.conversations.presenters.files import pack_counts, pack_votes
from lehc.conversations.queries.access import get_at_desk
from lehc.conversations.queries.desk import list_exports
from lehc.conversations.queries.results import list_results_statements
from lehc.conversations.rules import has_role_in
from lehc.conversations.views.desk import render_talk
from lehc.conversations.views.seats import find_seat
from lehc.programmes.forms import copy_errors
from lehc.programmes.views.desk import read_post

EXPORT_COLUMNS: list[Any] = [
    "Who",
    "When",
    "What for",
    {"label": "People", "numeric": True},
    {"label": "Votes", "numeric": True},
]


@require_safe
def results_files(request: HttpRequest, slug: str) -> HttpResponse:
    """Counts per statement and group, with what the columns mean."""
    conversation = find_seat(request, slug).conversation
    snapshot = refresh_results(conversation=conversation).snapshot
    if snapshot is None or not snapshot.found:
        raise Http404
    packed = pack_counts(
        conversation,
        snapshot,
        list(list_results_statements(conversation)),
        measure_agreement(snapshot.counts),
    )
    return answer_zip(packed, f"{conversation.slug}-counts.zip")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def votes_out(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Who took single votes out; a lead takes them, with a reason that stays."""
    cohort, row = get_at_desk(request.user, slug, key)
    takes_out = has_role_in(request.user, row, EXPORT_ROLES)
    form = TakeOutForm(read_post(request))
    if request.method == "POST" and not takes_out:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            rows = take_out_votes(
                conversation=row, reason=form.cleaned_data["reason"], by=request.user
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            statements = list_results_statements(row)
            return answer_zip(
                pack_votes(row, rows, statements), f"{row.slug}-votes.zip"
            )
    return render_talk(
        request,
        cohort,
        row,
        "conversations/desk_votes_out.html",
        form=form,
        takes_out=takes_out,
        columns=EXPORT_COLUMNS,
        exports=show_exports(list_exports(row)),
    )


def answer_zip(packed: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(packed, content_type="application/zip", headers=headers)
