"""The team's pages of the newsletter: who gets it, which issues went, sending."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lehc.programmes.queries import get_cohort_for
from lehc.programmes.views.desk import render_confirmation, render_desk
from lehc.site.newsletter.actions.issues import send_issue, try_issue
from lehc.site.newsletter.actions.sending import send_unsure_again
from lehc.site.newsletter.enums import CopyState
from lehc.site.newsletter.presenters import COLUMNS, show_counts, show_issues
from lehc.site.newsletter.queries import (
    count_copies,
    count_subscribers,
    find_newsletter,
    list_issues,
    public_issues,
    sent_issues,
)

LATELY = timedelta(days=30)


@require_safe
@login_required
def desk_newsletter(request: HttpRequest, slug: str) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    issues = list_issues()
    copies = count_copies([i.sending for i in issues if hasattr(i, "sending")])
    newsletter = find_newsletter()
    edit_url = reverse("wagtailadmin_pages:edit", args=[0]).removesuffix("0/edit/")
    return render_desk(
        request,
        cohort,
        "newsletter/desk.html",
        counts=show_counts(count_subscribers(left_since=timezone.now() - LATELY)),
        columns=COLUMNS,
        rows=show_issues(issues, copies, slug=slug, edit_url=edit_url),
        newsletter=newsletter,
        trials=[issue for issue in issues if not hasattr(issue, "sending")],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def newsletter_send(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cohort = get_cohort_for(request.user, slug)
    issue = get_object_or_404(public_issues(), pk=pk)
    if request.method == "POST":
        try:
            sending = send_issue(issue=issue, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            count = sending.copies.count()
            people = "1 person" if count == 1 else f"{count} people"
            messages.success(request, f"“{issue.title}” is on its way to {people}.")
        return redirect("desk_newsletter", slug)
    count = count_subscribers(left_since=timezone.now())["active"]
    return render_confirmation(
        request,
        cohort,
        heading=f"Send “{issue.title}” now?",
        text=(
            f"It goes to {count} {'person' if count == 1 else 'people'}, as it stands "
            "now. It can be sent once, and not called back."
        ),
        button="Send it",
        variant="key",
        back_url=reverse("desk_newsletter", args=[slug]),
    )


@require_POST
@login_required
def newsletter_try(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send the issue to oneself."""
    get_cohort_for(request.user, slug)
    issue = get_object_or_404(public_issues(with_drafts=True), pk=pk)
    try:
        try_issue(issue=issue, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"We have sent “{issue.title}” to you alone.")
    return redirect("desk_newsletter", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def newsletter_unsure(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Copies of which nobody can tell whether they went: send them again, or not."""
    cohort = get_cohort_for(request.user, slug)
    issue = get_object_or_404(sent_issues(), pk=pk)
    if request.method == "POST":
        count = send_unsure_again(sending=issue.sending, by=request.user)
        messages.success(request, f"{count} on the way again.")
        return redirect("desk_newsletter", slug)
    count = issue.sending.copies.filter(state=CopyState.UNSURE).count()
    return render_confirmation(
        request,
        cohort,
        heading="Send the copies that are not certain again?",
        text=(
            f"The mail server went away while it was given {count} of the copies, so "
            "nobody can tell whether these arrived. If you send them again, some "
            "people may get two. If you don't, some may get none."
        ),
        button="Send them again",
        back_url=reverse("desk_newsletter", args=[slug]),
    )
