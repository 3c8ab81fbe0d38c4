"""Reading statements: the queue, one statement, second looks, translations."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lehc.conversations.actions.statements import (
    add_seed,
    answer_appeal,
    merge_statement,
    name_language,
    publish_statement,
    return_statement,
    reword_statement,
    translate_statement,
)
from lehc.conversations.enums import (
    MODERATOR_ROLES,
    Phase,
    StatementState,
)
from lehc.conversations.forms.moderating import (
    MERGE,
    PUBLISH,
    REWORD,
    ReviewForm,
    SecondLookForm,
    TranslationForm,
    WordsForm,
)
from lehc.conversations.models import Conversation, Statement
from lehc.conversations.presenters.desk import (
    say_who_hears,
    show_alike,
    show_all_statements,
    show_appeals,
    show_queue,
    show_review,
)
from lehc.conversations.queries.access import get_at_desk, get_held_here
from lehc.conversations.queries.desk import count_votes_on, list_all_statements
from lehc.conversations.queries.statements import (
    get_appeal,
    get_statement,
    has_address,
    list_alike,
    list_appeals,
    list_queue,
)
from lehc.conversations.rules import (
    list_changed_by,
    list_following,
    may_answer,
    may_be_taken_down,
    may_run,
)
from lehc.conversations.views.desk import render_talk, render_talk_form
from lehc.conversations.views.seats import list_sent
from lehc.programmes.forms import copy_errors
from lehc.programmes.models import Cohort
from lehc.programmes.views.desk import read_post

# How many answered, never how: who reads statements should not weigh their success.
COLUMNS: list[Any] = [
    "Statement",
    "Now",
    "Who wrote it",
    {"label": "Votes", "numeric": True},
]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_statements(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What waits to be read, second looks, every statement.

    The team adds its own as long as people can vote on them.
    """
    cohort, row = get_at_desk(request.user, slug, key, MODERATOR_ROLES)
    adds = may_run(request.user, row) and row.get_phase() != Phase.CLOSED
    form = WordsForm(read_post(request))
    if request.method == "POST" and not adds:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            add_seed(conversation=row, by=request.user, text=form.cleaned_data["text"])
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "Your statement has been added.")
            return redirect("desk_statements", slug, key)
    queue = list(list_queue(row))
    return render_talk(
        request,
        cohort,
        row,
        "conversations/desk_statements.html",
        form=form,
        adds=adds,
        queue=show_queue(cohort, row, queue, list_alike(row, queue)),
        appeals=show_appeals(
            cohort,
            row,
            list_appeals(row),
            request.user,
            list_changed_by(request.user, row),
        ),
        columns=COLUMNS,
        rows=show_all_statements(cohort, row, list_all_statements(row)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_statement(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """One statement: what becomes of it."""
    cohort, row = get_at_desk(request.user, slug, key, MODERATOR_ROLES)
    statement = get_statement(row, pk)
    if request.method == "POST" and row.is_brought_in:
        raise Http404
    initial = {"text": statement.text, "language": statement.language}
    form = ReviewForm(read_post(request), initial=initial, statement=statement)
    is_sent = request.method == "POST" and "back" not in request.POST
    if is_sent and form.is_valid():
        heard = say_who_hears(statement, has_address=has_address(statement))
        if "sure" not in request.POST and resets_votes(statement, form.cleaned_data):
            return ask_to_reword(
                request, cohort, row, statement=statement, form=form, heard=heard
            )
        try:
            take_outcome(statement, form.cleaned_data, by=request.user)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, f"Done. {heard}".strip())
            return redirect("desk_statements", slug, key)
    alike = list_alike(row, [statement])[statement.pk]
    return render_talk(
        request,
        cohort,
        row,
        "conversations/desk_statement.html",
        form=form,
        statement=show_review(statement),
        alike=show_alike(cohort, row, alike),
        can_change=bool(list_following(statement)) and not row.is_brought_in,
        can_take_down=may_run(request.user, row) and may_be_taken_down(statement),
    )


def resets_votes(statement: Statement, chosen: dict[str, Any]) -> bool:
    """Whether people vote on it already, and would be asked anew in other words."""
    is_open = statement.state == StatementState.PUBLISHED
    is_other = chosen["text"] != statement.text
    return is_open and is_other and chosen["outcome"] == REWORD


def ask_to_reword(
    request: HttpRequest,
    cohort: Cohort,
    row: Conversation,
    /,
    *,
    statement: Statement,
    form: ReviewForm,
    heard: str,
) -> HttpResponse:
    """What other words do to an open statement, before anything is done."""
    return render_talk(
        request,
        cohort,
        row,
        "conversations/desk_reword.html",
        statement=show_review(statement),
        text=form.cleaned_data["text"],
        language=form.cleaned_data["language"] or statement.language,
        votes=count_votes_on(statement),
        heard=heard,
        fields=list_sent(request),
        is_open=row.is_open,
    )


def take_outcome(statement: Statement, chosen: dict[str, Any], *, by: Any) -> None:
    """The action that the form asks for."""
    note = chosen["note"]
    language = chosen["language"]
    if language and chosen["outcome"] != REWORD:
        name_language(statement=statement, language=language, by=by)
    if chosen["outcome"] == PUBLISH:
        publish_statement(statement=statement, by=by, note=note)
    elif chosen["outcome"] == REWORD:
        reword_statement(
            statement=statement,
            text=chosen["text"],
            language=language,
            by=by,
            note=note,
        )
    elif chosen["outcome"] == MERGE:
        merge_statement(statement=statement, into=chosen["into"], by=by, note=note)
    else:
        return_statement(statement=statement, reason=chosen["reason"], by=by, note=note)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def statement_translate(
    request: HttpRequest, slug: str, key: str, pk: int
) -> HttpResponse:
    """Put a translation beside a statement."""
    cohort, row = get_at_desk(request.user, slug, key, MODERATOR_ROLES)
    statement = get_statement(row, pk)
    form = TranslationForm(read_post(request), statement=statement)
    if request.method == "POST" and form.is_valid():
        translate_statement(statement=statement, by=request.user, **form.cleaned_data)
        messages.success(request, "The translation is shown beside the statement.")
        return redirect("desk_statement", slug, key, pk)
    return render_talk_form(
        request,
        cohort,
        row,
        form=form,
        heading="Translate a statement",
        introduction=statement.text,
        button="Save the translation",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk_second_look(
    request: HttpRequest, slug: str, key: str, pk: int
) -> HttpResponse:
    """A second look, by somebody else than who decided first."""
    cohort, row = get_held_here(request.user, slug, key, MODERATOR_ROLES)
    asked = get_appeal(row, pk)
    if not may_answer(request.user, asked):
        raise Http404
    is_reworded = asked.review.outcome == StatementState.PUBLISHED
    form = SecondLookForm(
        read_post(request),
        is_reworded=is_reworded,
        votes=count_votes_on(asked.review.statement) if is_reworded else 0,
    )
    if request.method == "POST" and form.is_valid():
        try:
            answer_appeal(
                appeal=asked,
                is_granted=form.cleaned_data["decision"] == "grant",
                answer=form.cleaned_data["answer"],
                by=request.user,
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(
                request,
                "Done. The author finds your answer in their browser, and by e-mail if "
                "they left an address.",
            )
            return redirect("desk_statements", slug, key)
    return render_talk(
        request,
        cohort,
        row,
        "conversations/desk_second_look.html",
        form=form,
        statement=show_review(asked.review.statement),
        reason=str(asked.review.reason or ""),
        words=asked.words,
    )
