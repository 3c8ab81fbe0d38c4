"""You said, we did: writing decisions down, publishing them, moving them on."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.conversations.actions.decisions import (
    move_decision,
    publish_decision,
    remove_draft,
    save_decision,
)
from lehc.conversations.actions.integrity import (
    count_again,
    leave_out,
    look_for_patterns,
)
from lehc.conversations.forms.deciding import DecisionForm, LeaveOutForm, StepForm
from lehc.conversations.presenters.desk import show_patterns
from lehc.conversations.presenters.statements import show_decisions, show_unanswered
from lehc.conversations.queries.access import get_at_desk, get_held_here
from lehc.conversations.queries.desk import (
    get_noticed,
    list_all_decisions,
    list_noticed,
)
from lehc.conversations.queries.statements import get_decision, list_unanswered
from lehc.conversations.views.desk import render_talk, render_talk_form
from lehc.programmes.forms import copy_errors
from lehc.programmes.views.desk import read_post

TOLD = "Published. Authors and followers get a letter."
KNOWN = "That is what people know already, so nobody is told again."


@require_safe
@login_required
def desk_decisions(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Drafts, published decisions, and statements that wait for one."""
    cohort, row = get_at_desk(request.user, slug, key)
    return render_talk(
        request,
        cohort,
        row,
        "conversations/desk_decisions.html",
        decisions=show_decisions(list_all_decisions(row)),
        unanswered=show_unanswered(list_unanswered(row)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decision_edit(
    request: HttpRequest, slug: str, key: str, pk: int | None = None
) -> HttpResponse:
    """Write a decision down; nobody is told before it is published."""
    cohort, row = get_at_desk(request.user, slug, key)
    decision = None if pk is None else get_decision(row, pk)
    if decision is not None and decision.published_at is not None:
        raise Http404
    form = DecisionForm(
        read_post(request), initial=DecisionForm.describe(decision), conversation=row
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_decision(
                conversation=row,
                decision=decision,
                by=request.user,
                **form.read_fields(),
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "Saved. Nobody is told before you publish it.")
            return redirect("desk_decisions", slug, key)
    return render_talk_form(
        request,
        cohort,
        row,
        form=form,
        heading="A decision",
        button="Save the draft",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decision_publish(
    request: HttpRequest, slug: str, key: str, pk: int
) -> HttpResponse:
    """Tell everybody."""
    cohort, row = get_at_desk(request.user, slug, key)
    decision = get_decision(row, pk)
    if request.method == "POST":
        try:
            publish_decision(decision=decision, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, TOLD)
        return redirect("desk_decisions", slug, key)
    if decision.published_at is not None:
        messages.success(request, "This decision has been published already.")
        return redirect("desk_decisions", slug, key)
    return render_talk(
        request,
        cohort,
        row,
        "programmes/desk_confirm.html",
        heading="Publish this decision?",
        text=f"{decision.title}. Everybody can read it from now on, and those who "
        "asked for letters get one. You can add steps later, but not take it back.",
        button="Publish",
        variant="key",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decision_move(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """The next step of a decision."""
    cohort, row = get_at_desk(request.user, slug, key)
    decision = get_decision(row, pk)
    if decision.published_at is None:
        raise Http404
    form = StepForm(read_post(request), initial={"answer": decision.answer})
    if request.method == "POST" and form.is_valid():
        try:
            move = move_decision(
                decision=decision, by=request.user, **form.cleaned_data
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, TOLD if move else KNOWN)
            return redirect("desk_decisions", slug, key)
    return render_talk_form(
        request,
        cohort,
        row,
        form=form,
        heading="The next step",
        introduction=f"{decision.title}. So far: {decision.get_answer_display()}. "
        f"{decision.words}",
        button="Publish this step",
    )


@require_POST
@login_required
def decision_remove(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """Throw a draft away."""
    _, row = get_at_desk(request.user, slug, key)
    try:
        remove_draft(decision=get_decision(row, pk), by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "The draft is gone.")
    return redirect("desk_decisions", slug, key)


@require_safe
@login_required
def desk_patterns(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Votes to look at twice: what was noticed, never how anybody voted."""
    cohort, row = get_held_here(request.user, slug, key)
    look_for_patterns(conversation=row)
    return render_talk(
        request,
        cohort,
        row,
        "conversations/desk_patterns.html",
        voters=show_patterns(list_noticed(row)),
        looked_at=timezone.now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def voter_leave_out(request: HttpRequest, slug: str, key: str, pk: int) -> HttpResponse:
    """Leave a voter's votes out of the results. The public record says so."""
    cohort, row = get_held_here(request.user, slug, key)
    voter = get_noticed(row, pk)
    form = LeaveOutForm(read_post(request))
    if request.method == "POST" and form.is_valid():
        try:
            leave_out(
                voter=voter, because=form.cleaned_data["because"], by=request.user
            )
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "Left out. The record says how many votes.")
            return redirect("desk_patterns", slug, key)
    return render_talk_form(
        request,
        cohort,
        row,
        form=form,
        heading="Leave these votes out?",
        introduction="The votes stay in the log and can be counted again. Results and "
        "record say that some were left out.",
        button="Leave them out",
    )


@require_POST
@login_required
def voter_count_again(
    request: HttpRequest, slug: str, key: str, pk: int
) -> HttpResponse:
    """Count a voter's votes again."""
    _, row = get_held_here(request.user, slug, key)
    try:
        count_again(voter=get_noticed(row, pk), by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "These votes are counted again.")
    return redirect("desk_patterns", slug, key)
