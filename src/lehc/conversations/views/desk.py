"""The team's pages of a conversation: prepare it, launch it, see how it goes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lehc.conversations.actions.preparing import (
    answer_gunning,
    change_conversation,
    close_now,
    launch,
    start_conversation,
    write_policy,
)
from lehc.conversations.enums import ANY_ROLES, EXPORT_ROLES, TEAM_ROLES
from lehc.conversations.forms.desk import ConversationForm, GunningForm, PolicyForm
from lehc.conversations.models import Conversation
from lehc.conversations.presenters.desk import (
    show_preparation,
    show_rows,
    show_standing,
)
from lehc.conversations.queries.access import (
    get_at_desk,
    get_held_here,
    list_at_desk,
    list_helped_with,
)
from lehc.conversations.queries.results import count_people
from lehc.conversations.queries.statements import (
    list_appeals,
    list_queue,
    list_unanswered,
)
from lehc.conversations.rules import (
    find_launch_gaps,
    has_role_in,
    may_help,
    may_host,
    may_moderate,
    may_run,
)
from lehc.programmes.forms import copy_errors
from lehc.programmes.models import Cohort
from lehc.programmes.presenters import show_desk
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.rules import has_role_in_programme, is_team
from lehc.programmes.views.desk import read_post

COLUMNS = ["Question", "Now", "Belongs to", "Opens", "Closes"]


def render_talk(
    request: HttpRequest,
    cohort: Cohort,
    row: Conversation,
    template: str,
    /,
    **context: Any,
) -> HttpResponse:
    """A working page of a conversation, with the way back to its overview."""
    frame = {
        "desk": show_desk(cohort, request.path)
        if is_team(request.user, cohort)
        else None,
        "cohort": cohort,
        "talk": show_standing(row),
        "back_url": reverse("desk_conversation", args=[cohort.slug, row.slug]),
        "back_text": "Back to the conversation",
    }
    return render(request, template, frame | context)


def render_talk_form(
    request: HttpRequest, cohort: Cohort, row: Conversation, /, **context: Any
) -> HttpResponse:
    """A page with one form: `form`, `heading`, `button`, perhaps `introduction`."""
    return render_talk(request, cohort, row, "programmes/desk_form.html", **context)


@require_safe
@login_required
def desk_conversations(request: HttpRequest, slug: str) -> HttpResponse:
    """The conversations of a cohort and of its programme."""
    cohort = get_cohort_for(request.user, slug, ANY_ROLES)
    team = is_team(request.user, cohort)
    return render(
        request,
        "conversations/desk_conversations.html",
        {
            "desk": show_desk(cohort, request.path) if team else None,
            "cohort": cohort,
            "may_start": team,
            "columns": COLUMNS,
            "rows": show_rows(
                (cohort, row) for row in list_at_desk(request.user, cohort)
            ),
        },
    )


@require_safe
@login_required
def your_conversations(request: HttpRequest) -> HttpResponse:
    """Where a facilitator or a co-producer has something to do."""
    rows = list_helped_with(request.user)
    return render(
        request,
        "conversations/your_conversations.html",
        {"columns": COLUMNS, "rows": show_rows(rows)},
    )


@require_safe
@login_required
def desk_conversation(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """How a conversation stands, and everything that can be done with it."""
    cohort, row = get_at_desk(request.user, slug, key, ANY_ROLES)
    if not may_help(request.user, row):
        raise Http404
    runs = may_run(request.user, row)
    return render_talk(
        request,
        cohort,
        row,
        "conversations/desk_conversation.html",
        back_url=reverse("desk_conversations", args=[slug]),
        back_text="All conversations",
        runs=runs,
        hosts=may_host(request.user, row),
        moderates=may_moderate(request.user, row),
        takes_out=has_role_in(request.user, row, EXPORT_ROLES),
        tasks=show_preparation(cohort, row, seeds=row.statements.count())
        if runs and row.launched_at is None
        else None,
        gaps=find_launch_gaps(row) if row.launched_at is None else [],
        voters=count_people(row),
        statements=row.statements.published().count(),
        waiting=list_queue(row).count(),
        appeals=list_appeals(row).count(),
        unanswered=list_unanswered(row).count(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conversation_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Start preparing a conversation."""
    cohort = get_cohort_for(request.user, slug)
    form = make_form(request, cohort, None)
    if request.method == "POST" and form.is_valid():
        try:
            made = start_conversation(
                programme=cohort.programme, by=request.user, **form.read_fields()
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "Nobody sees it before you launch it.")
            return redirect("desk_conversation", slug, made.slug)
    return render(
        request,
        "programmes/desk_form.html",
        {
            "desk": show_desk(cohort, request.path),
            "form": form,
            "heading": "A new conversation",
            "button": "Save and go on",
            "back_url": reverse("desk_conversations", args=[slug]),
            "back_text": "All conversations",
        },
    )


def make_form(
    request: HttpRequest, cohort: Cohort, row: Conversation | None
) -> ConversationForm:
    return ConversationForm(
        read_post(request),
        initial=ConversationForm.describe(row),
        cohort=cohort,
        is_whole=has_role_in_programme(request.user, cohort.programme, TEAM_ROLES),
        is_launched=row is not None and row.launched_at is not None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conversation_change(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Change it: before the launch everything, afterwards what people were not told."""
    cohort, row = get_held_here(request.user, slug, key)
    form = make_form(request, cohort, row)
    if request.method == "POST" and form.is_valid():
        try:
            change_conversation(conversation=row, by=request.user, **form.read_fields())
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "The conversation has been changed.")
            return redirect("desk_conversation", slug, key)
    fixed = (
        "People have been asked already, so the question, what it belongs to, its "
        "opening and the rule of reading stay as they are."
    )
    return render_talk_form(
        request,
        cohort,
        row,
        form=form,
        heading="Question, dates and doors",
        introduction=fixed if row.launched_at else "",
        button="Save",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conversation_policy(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """How statements are read, and the reasons for sending one back."""
    cohort, row = get_held_here(request.user, slug, key)
    reasons = "\n".join(row.reasons.values_list("words", flat=True))
    initial = {"policy": row.moderation_policy, "reasons": reasons}
    form = PolicyForm(read_post(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        write_policy(conversation=row, by=request.user, **form.cleaned_data)
        messages.success(request, "How statements are read is saved.")
        return redirect("desk_conversation", slug, key)
    return render_talk_form(
        request,
        cohort,
        row,
        form=form,
        heading="How statements are read",
        button="Save",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conversation_gunning(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Four questions that make a consultation fair."""
    cohort, row = get_held_here(request.user, slug, key)
    known = getattr(row, "gunning", None)
    names = GunningForm.base_fields
    initial = {name: getattr(known, name, "") for name in names}
    form = GunningForm(read_post(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        answer_gunning(conversation=row, by=request.user, **form.cleaned_data)
        messages.success(request, "Your answers are saved. Everybody will see them.")
        return redirect("desk_conversation", slug, key)
    return render_talk_form(
        request,
        cohort,
        row,
        form=form,
        heading="Is it fair?",
        introduction="These are the four Gunning principles. People see your answers "
        "as promises.",
        button="Save",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conversation_launch(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Let people see it."""
    cohort, row = get_held_here(request.user, slug, key)
    if row.launched_at is not None:
        raise Http404
    if request.method == "POST":
        try:
            launch(conversation=row, by=request.user)
        except ValidationError as error:
            for words in error.messages:
                messages.error(request, words)
        else:
            messages.success(request, "The conversation is launched.")
        return redirect("desk_conversation", slug, key)
    return render_talk(
        request,
        cohort,
        row,
        "programmes/desk_confirm.html",
        heading="Launch this conversation?",
        text="From now on everybody can see it. The question, its opening and the rule "
        "of reading can’t be changed afterwards.",
        button="Launch",
        variant="key",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conversation_close(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Close it before its last day."""
    cohort, row = get_held_here(request.user, slug, key)
    if not row.is_open:
        raise Http404
    if request.method == "POST":
        close_now(conversation=row, by=request.user)
        messages.success(request, "The conversation is closed.")
        return redirect("desk_conversation", slug, key)
    return render_talk(
        request,
        cohort,
        row,
        "programmes/desk_confirm.html",
        heading="Close this conversation now?",
        text="Nobody can vote or write any more. Sheets of paper that are filled in by "
        "then can be typed in for two weeks. Results and decisions stay public.",
        button="Close it",
    )
