"""People's own agreements to be in stories, and taking them back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from lehc.accounts.requests import PersonRequest
from lehc.site.actions.consents import withdraw_consent
from lehc.site.models import StoryConsent

DONE = "It is taken back. Your words and pictures are off every page now."


@login_required
@require_safe
def my_stories(request: PersonRequest) -> HttpResponse:
    consents = StoryConsent.objects.filter(person=request.user)
    return render(request, "site/my_stories.html", {"consents": consents})


@login_required
@require_POST
def my_story_withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    mine = StoryConsent.objects.filter(person=request.user)
    withdraw_consent(consent=get_object_or_404(mine, pk=pk), by=request.user)
    messages.success(request, DONE)
    return redirect("my_stories")


def agreement_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """For editors, when somebody tells them: behind the door of Wagtail's pages."""
    consent = get_object_or_404(StoryConsent, pk=pk)
    if request.method == "POST":
        withdraw_consent(consent=consent, by=request.user)
        messages.success(request, DONE)
        viewset = StoryConsent.snippet_viewset  # type: ignore[attr-defined]
        return redirect(viewset.get_url_name("list"))
    return render(request, "site/agreement_withdraw.html", {"consent": consent})
