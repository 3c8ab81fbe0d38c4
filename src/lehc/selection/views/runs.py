"""Trying, comparing, stopping and fixing runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.programmes.forms import copy_errors
from lehc.programmes.models import Cohort
from lehc.programmes.presenters import show_desk
from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import read_ids, read_post
from lehc.recruitment.sight import see_applications
from lehc.selection.actions.fixing import find_obstacle, fix_lottery
from lehc.selection.actions.overrides import is_open_to_change
from lehc.selection.actions.places import answer_latecomers, settle_cohort
from lehc.selection.actions.replacements import (
    ask_for_replacement,
    ask_with_change,
    offer_replacements,
)
from lehc.selection.actions.runs import ask_for_run, stop_run
from lehc.selection.calculations.cohorts import count_now
from lehc.selection.conditions import split
from lehc.selection.enums import RunKind, RunState
from lehc.selection.forms.runs import (
    LotteryForm,
    ReasonForm,
    ReplacementForm,
)
from lehc.selection.models import Run, RunPerson
from lehc.selection.naming import Namer
from lehc.selection.presenters.before_fixing import (
    say_amended,
    say_differences,
    say_open_ends,
    show_obstacle,
)
from lehc.selection.presenters.comparing import compare
from lehc.selection.presenters.decisions import show_overrides, show_statements
from lehc.selection.presenters.people import (
    PersonRow,
    read_chances,
    show_person,
    show_spread,
)
from lehc.selection.presenters.runs import (
    show_command,
    show_explanation,
    show_facts,
    show_progress,
    show_smallest,
    show_targets,
    show_without_chance,
)
from lehc.selection.queries.calls import get_call
from lehc.selection.queries.features import list_features, list_named_features
from lehc.selection.queries.open_ends import find_open_ends
from lehc.selection.queries.runs import (
    chosen_ids,
    count_people,
    count_tried,
    find_draw,
    get_run,
    overrides_of,
    people_of,
    runs_among,
    targets_of,
    threshold_of,
)
from lehc.selection.sight import Sight, find_sight
from lehc.selection.uniqueness import count_alone
from lehc.selection.views.desk import READ_OR_SEND, make_run_form, render_overview

MOST_COMPARED = 6


@require_POST
@login_required
def desk_run(request: HttpRequest, slug: str) -> HttpResponse:
    """Have a cohort computed in the background by each method that was chosen."""
    cohort = get_cohort_for(request.user, slug)
    call = get_call(cohort)
    namer, targets = Namer(list_features(call)), list(targets_of(call))
    form = make_run_form(cohort, namer, targets, threshold_of(call), request.POST)
    if form.is_valid():
        try:
            runs = [
                ask_for_run(call=call, wanted=wanted, by=request.user)
                for wanted in form.list_wanted()
            ]
        except ValidationError as error:
            copy_errors(form, error)
        else:
            return show_asked(slug, runs)
    return render_overview(request, cohort, call, form)


def show_asked(slug: str, runs: list[Run]) -> HttpResponse:
    """On to the one run, or to all of them side by side."""
    if len(runs) == 1:
        return redirect("desk_run_result", slug=slug, pk=runs[0].pk)
    query = "&".join(f"run={run.pk}" for run in runs)
    return redirect(f"{reverse('desk_compare', args=[slug])}?{query}")


@require_safe
@login_required
def desk_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Runs side by side; without a choice, the newest ones."""
    cohort = get_cohort_for(request.user, slug)
    call = get_call(cohort)
    runs = list(runs_among(call, read_ids(request.GET.getlist("run")))[:MOST_COMPARED])[
        ::-1
    ]
    namer = Namer(list_named_features(call, list_values(runs)))
    return render(
        request,
        "selection/desk_compare.html",
        {
            "desk": show_desk(cohort, request.path),
            "runs": runs,
            "table": compare(runs, namer),
            "is_waiting": any(run.state == RunState.WAITING for run in runs),
            "here": request.get_full_path(),
        },
    )


def list_values(runs: Iterable[Run]) -> list[str]:
    """Every value that the runs' targets name, so that places get their words."""
    return [
        value
        for run in runs
        for row in (run.certificate or {}).get("targets", [])
        for _, value in split(row["feature"], row["value"])
    ]


@require_POST
@login_required
def desk_replacement(request: HttpRequest, slug: str) -> HttpResponse:
    """Have free places filled from the waiting list, in the background."""
    cohort = get_cohort_for(request.user, slug)
    call, form = get_call(cohort), ReplacementForm(request.POST)
    if form.is_valid():
        try:
            run = ask_for_replacement(call=call, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            if error.code != "places":
                messages.error(request, error.messages[0])
                return redirect("desk_selection", slug=slug)
            form.add_error("places", error)
        else:
            return redirect("desk_run_result", slug=slug, pk=run.pk)
    return render_overview(request, cohort, call, filling=form)


@require_POST
@login_required
def desk_replacement_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The same replacement again, with one of the changes of targets it offers."""
    run = get_run(get_call(get_cohort_for(request.user, slug)), pk)
    [number] = read_ids([request.POST.get("use", "")]) or [-1]
    try:
        again = ask_with_change(run=run, number=number, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("desk_run_result", slug=slug, pk=pk)
    return redirect("desk_run_result", slug=slug, pk=again.pk)


@require_POST
@login_required
def desk_latecomers(request: HttpRequest, slug: str) -> HttpResponse:
    """Letters, held, to whoever was found eligible after the cohort was fixed."""
    cohort = get_cohort_for(request.user, slug)
    try:
        answer_latecomers(call=get_call(cohort), by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Done. Their letters now wait in the outbox.")
    return redirect("desk_selection", slug=slug)


@require_POST
@login_required
def desk_run_stop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Stop what is being computed."""
    run = get_run(get_call(get_cohort_for(request.user, slug)), pk)
    try:
        stop_run(run=run, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("desk_run_result", slug=slug, pk=pk)


@require_http_methods(READ_OR_SEND)
@login_required
def desk_run_result(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What a run found; and, with a reason, make it the one that counts."""
    cohort = get_cohort_for(request.user, slug)
    run = get_run(get_call(cohort), pk)
    form = (LotteryForm if run.is_lottery else ReasonForm)(read_post(request))
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("changes", "0")
        try:
            refuse_unread(run, seen)
            words = fix(run, form, request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, words)
            return redirect("desk_run_result", slug=slug, pk=pk)
    return render_result(request, cohort, run, form)


def refuse_unread(run: Run, seen: str) -> None:
    """Raise ValidationError if people changed the cohort after the page was drawn."""
    if seen != str(overrides_of(run).count()):
        raise ValidationError(
            "The panel changed this cohort while the page was open. Nothing was fixed. "
            "Read who is in it now, then fix it."
        )


def fix(run: Run, form: Any, by: Any) -> str:
    """Fix a lottery, a cohort or a replacement; what to tell whoever did."""
    reason = form.cleaned_data["reason"]
    if run.is_lottery:
        fix_lottery(run=run, reason=reason, plan=form.read_plan(), by=by)
        return "The lottery is fixed and its list is public. Next comes the draw."
    if run.kind == RunKind.REPLACEMENT:
        offer_replacements(run=run, reason=reason, by=by)
        return "Done. The letters to those who were chosen wait in the outbox."
    settle_cohort(run=run, reason=reason, by=by)
    return "Done. Everyone’s letter now waits in the outbox."


def make_namer(run: Run) -> Namer:
    """Words for the features and values that the run's certificate names."""
    return Namer(list_named_features(run.call, list_values([run])))


def show_open_ends(run: Run, viewer: Any) -> list[str]:
    """What is otherwise or still open before this run is made the cohort."""
    if run.fixed_at is not None or run.kind != RunKind.COHORT:
        return []
    call = run.call
    return [
        *say_differences(run, targets_of(call), threshold_of(call)),
        *say_open_ends(
            find_open_ends(call, see_applications(viewer, call)),
            team_minimum=call.team_minimum,
        ),
    ]


def list_people(run: Run, viewer: Any) -> dict[str, Any]:
    """Who is chosen, who keeps a place and who is neither, as the viewer may see it."""
    everybody = list(people_of(run))
    sight = find_sight(run, everybody, viewer)
    is_unnamed = run.is_lottery and run.settled_at is None
    people = show_people(run, everybody, sight)
    chosen = [person for person in people if person.is_chosen]
    others = [person for person in people if not person.is_chosen]
    return {
        "people_count": len(everybody),
        "is_limited": sight.is_limited,
        "is_unnamed": is_unnamed,
        "has_ids": is_unnamed or not sight.is_limited,
        "chosen": [person for person in chosen if not person.has_place],
        "kept": [person for person in chosen if person.has_place],
        "others": sorted(others, key=lambda person: -person.chance),
    }


def show_people(run: Run, people: list[RunPerson], sight: Sight) -> list[PersonRow]:
    """The people of a run, without those whose place the viewer must not see.

    Before a lottery is drawn it has one list, so for such a viewer nobody has a name.
    """
    chances = read_chances(run)
    is_open = run.is_lottery and run.settled_at is None
    return [
        show_person(
            person,
            chances.get(person.anonymous_id, 0.0),
            is_named=not (is_open and sight.is_limited),
        )
        for person in (people if is_open else sight.pick(people))
    ]


def render_result(
    request: HttpRequest, cohort: Cohort, run: Run, form: Any
) -> HttpResponse:
    namer, drawn = make_namer(run), find_draw(run)
    overrides = list(overrides_of(run))
    seats = count_now(run, chosen_ids(run)) if overrides else None
    explanation = (run.certificate or {}).get("infeasible")
    return render(
        request,
        "selection/desk_run.html",
        {
            "desk": show_desk(cohort, request.path),
            "run": run,
            "form": form,
            "drawn": drawn,
            "is_waiting": run.state == RunState.WAITING,
            "is_done": run.state == RunState.DONE,
            "is_stopped": run.state == RunState.STOPPED,
            "is_replacement": run.kind == RunKind.REPLACEMENT,
            "is_open": run.fixed_at is None,
            "obstacle": show_obstacle(
                None if run.fixed_at else find_obstacle(run), cohort.slug
            ),
            "open_ends": show_open_ends(run, request.user),
            "may_change": is_open_to_change(run),
            "progress": show_progress(run),
            "facts": show_facts(
                run, people=count_people(run), drawn=drawn, tried=count_tried(run)
            ),
            "command": show_command(run, drawn=drawn),
            "targets": show_targets(run, namer, seats=seats),
            "explanation": show_explanation(explanation, namer),
            "spread": show_spread(read_chances(run)) if run.is_lottery else [],
            "overrides": show_overrides(overrides, is_public=False),
            "statements": show_statements(run),
            "without_chance": show_without_chance(run, namer),
            "alone": count_alone(run) if run.is_lottery else 0,
            "smallest": show_smallest(run),
            "amended": say_amended(run, namer),
            **list_people(run, request.user),
        },
    )
