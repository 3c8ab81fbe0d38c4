from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from lehc.accounts.models import Person
from lehc.audit.actions import record
from lehc.site.actions.taking_out import take_out, take_out_of_reach
from lehc.site.models import StoryConsent, renew_site


@transaction.atomic
def withdraw_consent(*, consent: StoryConsent, by: Any) -> None:
    """Take back an agreement: what it stood behind leaves every page at once.

    It goes out of drafts, out of every version kept of a page and out of the search
    too. Taking back twice changes nothing.
    """
    current = StoryConsent.objects.select_for_update().current()
    row = current.filter(pk=consent.pk).first()
    if row is None:
        return
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    take_out(row)
    record("site.withdraw_consent", row, by=by)
    renew_site()


@transaction.atomic
def follow_change(*, consent: StoryConsent) -> None:
    """After an agreement was changed: what it no longer covers is found nowhere.

    Pages ask the agreement each time; the search and the pictures made for pages are
    kept beside it.
    """
    take_out_of_reach(consent)
    renew_site()


def withdraw_every_consent(*, person: Person, by: Any) -> None:
    """What happens to stories when somebody closes their account."""
    for consent in StoryConsent.objects.current().filter(person=person):
        withdraw_consent(consent=consent, by=by)
