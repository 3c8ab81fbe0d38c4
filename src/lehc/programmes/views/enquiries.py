"""The team's inbox: what the public asked, who answers it, and how it went."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from lehc.programmes.enquiry_actions import (
    assign_enquiry,
    close_enquiry,
    note_on_enquiry,
    reopen_enquiry,
    reply_to_enquiry,
)
from lehc.programmes.enquiry_presenters import (
    COLUMNS,
    show_enquiry,
    show_enquiry_rows,
    show_state_links,
    show_story,
)
from lehc.programmes.enquiry_queries import (
    count_enquiries,
    filter_enquiries,
    get_enquiry,
    list_enquiries,
    list_team,
)
from lehc.programmes.models import Enquiry, Programme
from lehc.programmes.public_forms import AssignForm, InboxForm, NoteForm, ReplyForm
from lehc.programmes.queries import get_cohort_for, get_programme_for
from lehc.programmes.views.programme_desk import render_programme_desk

ROWS_A_PAGE = 25


@require_safe
@login_required
def cohort_enquiries(request: HttpRequest, slug: str) -> HttpResponse:
    """From a cohort's desk to the inbox of its programme, which all cohorts share."""
    return redirect("enquiries", get_cohort_for(request.user, slug).programme.slug)


@require_safe
@login_required
def enquiries(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_programme_for(request.user, slug)
    form = InboxForm(request.GET)
    wanted = form.read()
    everything = list_enquiries(programme)
    unstated = filter_enquiries(everything, wanted | {"state": "all"}, request.user)
    if request.GET.get("state"):
        wanted["state"] = request.GET["state"]
    chosen = filter_enquiries(everything, wanted, request.user)
    page = Paginator(chosen, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render_programme_desk(
        request,
        programme,
        "programmes/enquiries.html",
        form=form,
        wanted=wanted,
        page=page,
        states=show_state_links(count_enquiries(unstated), wanted, request.path),
        columns=COLUMNS,
        rows=show_enquiry_rows(page.object_list, slug),
    )


@require_safe
@login_required
def enquiry(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = get_programme_for(request.user, slug)
    return show(request, programme, get_enquiry(programme, pk))


def show(
    request: HttpRequest,
    programme: Programme,
    found: Enquiry,
    *,
    reply: ReplyForm | None = None,
    note: NoteForm | None = None,
) -> HttpResponse:
    """The page of one enquiry, with a form that was answered wrongly or new ones."""
    notes = found.notes.select_related("by")
    replies = found.replies.select_related("by", "letter")
    initial = {"to": found.assigned_to_id or ""}
    return render_programme_desk(
        request,
        programme,
        "programmes/enquiry.html",
        enquiry=found,
        rows=show_enquiry(found),
        story=show_story(notes, replies),
        form=reply or note,
        reply=reply or ReplyForm(prefix="reply"),
        note=note or NoteForm(prefix="note"),
        assign=AssignForm(team=list(list_team(programme)), initial=initial),
    )


@require_POST
@login_required
def enquiry_reply(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = get_programme_for(request.user, slug)
    found = get_enquiry(programme, pk)
    form = ReplyForm(request.POST, prefix="reply")
    if not form.is_valid():
        return show(request, programme, found, reply=form)
    reply_to_enquiry(enquiry=found, by=request.user, **form.cleaned_data)
    messages.success(request, f"Your answer to {found.name} is on its way.")
    return redirect("enquiry", slug, pk)


@require_POST
@login_required
def enquiry_note(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = get_programme_for(request.user, slug)
    found = get_enquiry(programme, pk)
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return show(request, programme, found, note=form)
    note_on_enquiry(enquiry=found, by=request.user, **form.cleaned_data)
    return redirect("enquiry", slug, pk)


@require_POST
@login_required
def enquiry_assign(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    programme = get_programme_for(request.user, slug)
    found = get_enquiry(programme, pk)
    form = AssignForm(request.POST, team=list(list_team(programme)))
    if form.is_valid():
        person = form.read_person()
        assign_enquiry(enquiry=found, to=person, by=request.user)
        who = f"with {person}" if person else "with nobody"
        messages.success(request, f"The question of {found.name} is {who} now.")
    return redirect("enquiry", slug, pk)


@require_POST
@login_required
def enquiry_close(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Close it, or let it wait again."""
    programme = get_programme_for(request.user, slug)
    found = get_enquiry(programme, pk)
    act = reopen_enquiry if request.POST.get("reopen") else close_enquiry
    try:
        act(enquiry=found, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("enquiry", slug, pk)
