"""For whoever stands in the room: doors, poster, screen, paper, reading back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.conversations.actions.doors import (
    make_batch,
    renew_room_key,
    revoke_batch,
    revoke_invitation,
)
from lehc.conversations.actions.entering import enter_paper, take_sheet_out
from lehc.conversations.actions.results import make_results
from lehc.conversations.enums import IN_THE_ROOM_ROLES
from lehc.conversations.forms.entering import PaperForm
from lehc.conversations.forms.hosting import BatchForm, RevokeForm
from lehc.conversations.languages import ENGLISH
from lehc.conversations.models import Conversation
from lehc.conversations.presenters.desk import show_batches
from lehc.conversations.presenters.hosting import (
    count_answers,
    say_back,
    say_lost,
    show_letters,
    show_poster,
    show_sheets,
    write_room_address,
)
from lehc.conversations.presenters.voting import show_statement
from lehc.conversations.queries.access import get_held_here
from lehc.conversations.queries.desk import (
    find_numbered,
    get_batch,
    list_batches,
    list_sheets,
)
from lehc.conversations.queries.voting import count_voters, list_open
from lehc.conversations.rules import may_run
from lehc.conversations.views.desk import render_talk, render_talk_form
from lehc.conversations.views.results import read_results
from lehc.programmes.forms import copy_errors
from lehc.programmes.views.desk import read_post
from lehc.recruitment.documents import print_pdf


@require_safe
@login_required
def desk_doors(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The doors of a conversation, and what opens them."""
    cohort, row = get_held_here(request.user, slug, key, IN_THE_ROOM_ROLES)
    return render_talk(
        request,
        cohort,
        row,
        "conversations/desk_doors.html",
        runs=may_run(request.user, row),
        conversation=row,
        room_address=write_room_address(row),
        batches=show_batches(list_batches(row)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def batch_new(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Make invitations. The answer is the PDF: their links exist nowhere else."""
    cohort, row = get_held_here(request.user, slug, key)
    form = BatchForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        fields = form.read_fields()
        try:
            batch, tokens = make_batch(conversation=row, by=request.user, **fields)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            facts = show_letters(
                row, tokens, name=batch.name, expires_at=batch.expires_at
            )
            document = print_pdf("conversations/letters_pdf.html", facts)
            return send_pdf(document, f"invitations-{batch.pk}.pdf")
    return render_talk_form(
        request,
        cohort,
        row,
        form=form,
        heading="New invitations",
        introduction="You get one PDF to print, with a letter for each. We keep no "
        "copy of the links: if the PDF is lost, take the batch back and make another.",
        button="Make the invitations",
    )


def send_pdf(document: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        document,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@login_required
def batch_revoke(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """Take back what nobody has used."""
    _, row = get_held_here(request.user, slug, key)
    revoke_batch(batch=get_batch(row, pk), by=request.user)
    messages.success(request, "All that nobody has used are taken back.")
    return redirect("desk_doors", slug, key)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def invitation_revoke(
    request: HttpRequest, slug: str, key: str, pk: int
) -> HttpResponse:
    """Take back one invitation, by the number printed on it."""
    cohort, row = get_held_here(request.user, slug, key)
    batch = get_batch(row, pk)
    form = RevokeForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        found = find_numbered(batch, form.cleaned_data["number"])
        try:
            if found is None:
                raise ValidationError("This batch has no invitation of that number")
            revoke_invitation(invitation=found, by=request.user)
        except ValidationError as error:
            copy_errors(form, ValidationError({"number": error.messages}))
        else:
            messages.success(request, f"Invitation {found.number} is taken back.")
            return redirect("desk_doors", slug, key)
    return render_talk_form(
        request,
        cohort,
        row,
        form=form,
        heading="Take back one invitation",
        introduction=f"From: {batch.name}.",
        button="Take it back",
    )


@require_POST
@login_required
def room_renew(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A new link for the room, when the old one has got about."""
    _, row = get_held_here(request.user, slug, key)
    renew_room_key(conversation=row, by=request.user)
    messages.success(request, "The room has a new link. Print the poster again.")
    return redirect("desk_doors", slug, key)


def get_room(request: HttpRequest, slug: str, key: str) -> Conversation:
    """A conversation with a room's link, for somebody who may host it."""
    _, row = get_held_here(request.user, slug, key, IN_THE_ROOM_ROLES)
    if not row.has_room_door:
        raise Http404
    return row


@require_safe
@login_required
def poster(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The poster as a page."""
    cohort, row = get_held_here(request.user, slug, key, IN_THE_ROOM_ROLES)
    get_room(request, slug, key)
    return render_talk(
        request, cohort, row, "conversations/poster.html", poster=show_poster(row)
    )


@require_safe
@login_required
def poster_pdf(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The poster to print."""
    row = get_room(request, slug, key)
    document = print_pdf("conversations/poster_pdf.html", show_poster(row))
    return send_pdf(document, f"poster-{row.slug}.pdf")


@require_safe
@login_required
def screen(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """For the wall of the room: the question, the code, how many have voted."""
    row = get_room(request, slug, key)
    context = {"poster": show_poster(row), "voters": count_voters(row)}
    template = "screen.html"
    if request.headers.get("HX-Request"):
        template = "_screen_count.html"
    return render(request, f"conversations/{template}", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def enter_votes(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Type in what one person said on paper or aloud."""
    cohort, row = get_held_here(request.user, slug, key, IN_THE_ROOM_ROLES)
    if not row.takes_paper:
        raise Http404
    form = PaperForm(read_post(request), statements=list(list_open(row)))
    if request.method == "POST" and form.is_valid():
        try:
            is_new = enter_paper(
                conversation=row,
                votes=form.read_votes(),
                key=form.cleaned_data["sheet"],
                text=form.cleaned_data["text"],
                language=form.cleaned_data["language"] or ENGLISH,
                by=request.user,
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            if is_new:
                words = "Entered. Here is an empty sheet for the next."
            else:
                words = "That sheet had been entered already: it counts once."
            messages.success(request, words)
            if lost := form.count_lost():
                messages.error(request, say_lost(lost))
            return redirect("enter_votes", slug, key)
    return render_talk(
        request,
        cohort,
        row,
        "conversations/enter_votes.html",
        form=form,
        sheets=show_sheets(list_sheets(row, request.user)),
    )


@require_POST
@login_required
def sheet_undo(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """Take out a sheet that the same person typed; a second press changes nothing."""
    _, row = get_held_here(request.user, slug, key, IN_THE_ROOM_ROLES)
    if not row.takes_paper:
        raise Http404
    voter = list_sheets(row, request.user).filter(pk=pk).first()
    if voter is None:
        messages.success(request, "That sheet is not among yours any more.")
    else:
        count = count_answers(take_sheet_out(voter=voter, by=request.user))
        messages.success(request, f"The sheet with {count} is taken out.")
    return redirect("enter_votes", slug, key)


@require_safe
@login_required
def paper(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A sheet to print and tick."""
    cohort, row = get_held_here(request.user, slug, key, IN_THE_ROOM_ROLES)
    return render_talk(
        request,
        cohort,
        row,
        "conversations/paper.html",
        conversation=row,
        statements=[
            show_statement(each)
            for each in list_open(row).prefetch_related("translations")
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def read_back(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What a facilitator reads out; they may say that everybody has answered."""
    cohort, row = get_held_here(request.user, slug, key, IN_THE_ROOM_ROLES)
    if request.method == "POST":
        make_results(conversation=row)
        return redirect("read_back", slug, key)
    found = read_results(row)
    return render_talk(
        request,
        cohort,
        row,
        "conversations/read_back.html",
        parts=say_back(found["results"]),
        is_being_made=found["is_being_made"],
        is_quiet_awaited=found["is_quiet_awaited"],
        results=found["results"],
        voters=found.get("voters"),
    )
