from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q
from wagtail.query import PageQuerySet

from lehc.site.newsletter.enums import BounceKind, CopyState, SubscriberState
from lehc.site.newsletter.models import Issue, Newsletter, Sending, Subscriber


def find_subscriber(key: str) -> Subscriber | None:
    return Subscriber.objects.filter(key=key).first()


def count_subscribers(*, left_since: datetime) -> dict[str, int]:
    """How many get the newsletter, wait, left lately, and can't be reached."""
    left = Q(state=SubscriberState.LEFT, ended_at__gte=left_since)
    return Subscriber.objects.aggregate(
        active=Count("pk", filter=Q(state=SubscriberState.ACTIVE)),
        waiting=Count("pk", filter=Q(state=SubscriberState.WAITING)),
        left=Count("pk", filter=left),
        unreachable=Count("pk", filter=Q(state=SubscriberState.UNREACHABLE)),
    )


def list_issues() -> list[Issue]:
    """Every issue, newest first, each with its sending and how far that has come."""
    return list(Issue.objects.select_related("sending").order_by("-date", "-pk"))


def count_copies(sendings: list[Sending]) -> dict[int, dict[str, int]]:
    """For each sending: how many copies are in which state, and how many came back."""
    counts: dict[int, dict[str, int]] = {sending.pk: {} for sending in sendings}
    chosen = Sending.objects.filter(pk__in=list(counts))
    rows = chosen.values_list("pk", "copies__state").annotate(number=Count("copies"))
    for pk, state, number in rows.order_by():
        counts[pk][state or CopyState.QUEUED] = number
    hard_or_soft = Q(copies__bounce__in=BounceKind.values)
    came_back = chosen.annotate(number=Count("copies", filter=hard_or_soft))
    for pk, number in came_back.values_list("pk", "number").order_by():
        counts[pk]["bounced"] = number
    return counts


def find_newsletter() -> Newsletter | None:
    return Newsletter.objects.first()


def public_issues(*, with_drafts: bool = False) -> PageQuerySet:
    """Issues that can be sent; with drafts, those that can be tried out too."""
    unsent = Issue.objects.filter(sending__isnull=True)
    return unsent if with_drafts else unsent.live()


def sent_issues() -> PageQuerySet:
    return Issue.objects.filter(sending__isnull=False).select_related("sending")
