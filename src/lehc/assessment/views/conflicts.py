"""The register of conflicts of interest, and the team's own declarations."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lehc.assessment.actions.declarations import declare, lift_conflict
from lehc.assessment.enums import ConflictKind
from lehc.assessment.exports import write_register
from lehc.assessment.forms.declaring import TeamConflictForm
from lehc.assessment.forms.panel import LiftForm
from lehc.assessment.policy import without_conflicts
from lehc.assessment.presenters.desk import show_register
from lehc.assessment.queries.access import get_desk_call, get_liftable
from lehc.assessment.queries.register import list_applications, list_entries
from lehc.programmes.forms import copy_errors
from lehc.programmes.views.desk import render_desk, render_desk_form


@require_safe
@login_required
def conflicts(request: HttpRequest, slug: str) -> HttpResponse:
    """The register, made to be printed."""
    call = get_desk_call(request.user, slug)
    entries = list_entries(request.user, call)
    cleared = sum(
        entry.stands and not entry.declaration.has_conflict for entry in entries
    )
    return render_desk(
        request,
        call.cohort,
        "assessment/conflicts.html",
        rows=show_register(entries, request.user, call),
        cleared=cleared,
        printed_at=timezone.now(),
        back_url=reverse("assessment", args=[slug]),
    )


@require_safe
@login_required
def conflicts_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Every declaration as a file."""
    call = get_desk_call(request.user, slug)
    content = write_register(list_entries(request.user, call))
    name = f"conflicts-of-interest-{slug}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        content, content_type="text/csv; charset=utf-8", headers=headers
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conflict_declare(request: HttpRequest, slug: str) -> HttpResponse:
    """A member of the team declares a conflict of their own."""
    call = get_desk_call(request.user, slug)
    visible = without_conflicts(request.user, list_applications(call))
    form = TeamConflictForm(
        request.POST or None,
        visible=visible,
        initial={"reference": request.GET.get("application", "")},
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        declare(
            person=request.user,
            application=values["reference"],
            kind=ConflictKind(values["kind"]),
            note=values["note"],
        )
        messages.success(
            request, "Thank you. You no longer see that application or anything of it."
        )
        return redirect("assessment", slug)
    return render_desk_form(
        request,
        call.cohort,
        form=form,
        heading="Declare a conflict of interest of your own",
        introduction="You will no longer see the application, here or on any other "
        "page. Only somebody else in the team can correct a mistake.",
        button="Declare it",
        back_url=reverse("assessment", args=[slug]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conflict_lift(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Correct a conflict that somebody else declared by mistake."""
    call = get_desk_call(request.user, slug)
    declaration = get_liftable(request.user, call, pk)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            lift_conflict(declaration=declaration, by=request.user, reason=reason)
        except ValidationError as error:
            copy_errors(form, error)
        else:
            messages.success(request, "The conflict has been corrected.")
            return redirect("conflicts", slug)
    return render_desk_form(
        request,
        call.cohort,
        form=form,
        heading=f"Correct the conflict of {declaration.person} with "
        f"{declaration.application.reference}",
        introduction="Do this when they tell you it was a mistake. Both declarations "
        "stay in the register.",
        button="Correct it",
        back_url=reverse("conflicts", args=[slug]),
    )
