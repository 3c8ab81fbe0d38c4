"""Sending an issue, or trying it out on oneself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from lehc.audit.actions import record
from lehc.site.newsletter.actions.sending import queue_copies
from lehc.site.newsletter.links import LEAVE_HERE
from lehc.site.newsletter.models import Issue, Sending, Subscriber
from lehc.site.newsletter.parts import render_issue

NO_SERVER = "The mail server did not take it. Please try again in a few minutes."


@transaction.atomic
def send_issue(*, issue: Issue, by: Any) -> Sending:
    """Keep the words of an issue as they stand and send them to everybody, once.

    Raises:
        ValidationError: it is not public, was sent before, or nobody would get it.
    """
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if not issue.live:
        raise ValidationError("Publish the issue first: people follow its address.")
    if Sending.objects.filter(issue=issue).exists():
        raise ValidationError("This issue has been sent already.")
    if not Subscriber.objects.active().exists():
        raise ValidationError("Nobody gets the newsletter yet.")
    letter = render_issue(issue)
    sending = Sending.objects.create(
        issue=issue,
        subject=letter.subject,
        html=letter.html,
        text=letter.text,
        asked_by=by,
    )
    count = queue_copies(sending)
    record("newsletter.send", sending, by=by, issue=issue.pk, copies=count)
    return sending


def try_issue(*, issue: Issue, by: Any) -> None:
    """Send the newest version of an issue, draft or not, to oneself alone.

    Raises:
        ValidationError: the mail server did not take it.
    """
    newest = issue.get_latest_revision_as_object()
    letter = render_issue(newest)
    message = EmailMultiAlternatives(
        subject=f"Trial: {letter.subject}",
        body=letter.text.replace(LEAVE_HERE, settings.BASE_URL),
        from_email=settings.NEWSLETTER_FROM,
        to=[by.email],
    )
    html = letter.html.replace(LEAVE_HERE, settings.BASE_URL)
    message.attach_alternative(html, "text/html")
    try:
        message.send()
    except OSError as error:  # whatever goes wrong on the way to a mail server is one
        raise ValidationError(NO_SERVER, code="no_server") from error
