"""The style guide: every component and field on one page, for the team's own eyes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lehc.design import examples


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component, with example content; ``?errors`` shows the forms refused."""
    refused = "errors" in request.GET
    if "messages" in request.GET:
        messages.success(request, "Your answers are saved. You can come back any time.")
        messages.info(request, "The call closes on Friday 27 November 2026, 5pm.")
        messages.error(request, "The letter did not go out. Try again in a minute.")
    form = examples.make_form(refused=refused)
    context = {"form": form, **examples.make_components()}
    return render(request, "design/styleguide.html", context)


@require_safe
def styleguide_question(request: HttpRequest) -> HttpResponse:
    """One question a page, its label being the page's h1."""
    form = examples.make_question(refused="errors" in request.GET)
    return render(request, "design/styleguide_question.html", {"form": form})


@require_safe
def styleguide_table(request: HttpRequest) -> HttpResponse:
    """A working screen with a wide table and pages."""
    page = examples.make_page(request.GET.get("page", "1"))
    context = {"page": page, **examples.make_table(page)}
    return render(request, "design/styleguide_table.html", context)
