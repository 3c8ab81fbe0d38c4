from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lehc.accounts.enums import CommunicationNeedKind
from lehc.accounts.models import CommunicationNeed, Person
from lehc.audit.actions import record

REVIEW_AFTER = datetime.timedelta(days=365)


@transaction.atomic
def add_need(
    *,
    person: Person,
    kind: CommunicationNeedKind,
    detail: str,
    may_share_with_venues: bool,
    by: Any,
) -> CommunicationNeed:
    """Note a communication need from today, to be looked at again in a year.

    Raises:
        ValidationError: the person has this need already.
    """
    today = timezone.localdate()
    try:
        with transaction.atomic():
            need = CommunicationNeed.objects.create(
                person=person,
                kind=kind,
                detail=detail,
                since=today,
                review_on=today + REVIEW_AFTER,
                may_share_with_venues=may_share_with_venues,
            )
    except IntegrityError as error:
        raise ValidationError(
            "You have told us this already. Change it in your list instead.",
            code="twice",
        ) from error
    record("accounts.add_need", need, by=by)
    return need


@transaction.atomic
def change_need(
    *, need: CommunicationNeed, detail: str, may_share_with_venues: bool, by: Any
) -> None:
    """Change what was said about a need, which also counts as looking at it again."""
    need.detail = detail
    need.may_share_with_venues = may_share_with_venues
    need.review_on = timezone.localdate() + REVIEW_AFTER
    need.save(update_fields=["detail", "may_share_with_venues", "review_on"])
    record("accounts.change_need", need, by=by, shared=may_share_with_venues)


@transaction.atomic
def end_need(*, need: CommunicationNeed, by: Any) -> None:
    """Close a need; the row stays, so that what was met when remains known."""
    need.ended_on = timezone.localdate()
    need.may_share_with_venues = False
    need.save(update_fields=["ended_on", "may_share_with_venues"])
    record("accounts.end_need", need, by=by)
