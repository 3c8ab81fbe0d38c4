from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from lehc.accounts.consent_texts import CONSENT_TEXTS
from lehc.accounts.enums import ConsentKind
from lehc.accounts.models import Consent, Person
from lehc.audit.actions import record


@transaction.atomic
def give_consent(*, person: Person, kind: ConsentKind, by: Any) -> Consent:
    """Note that a person agrees to the present words; agreeing twice changes nothing.

    Agreement to older words is closed and the new words are noted beside it.
    """
    version = CONSENT_TEXTS[kind].version
    current = person.consents.filter(kind=kind, withdrawn_at__isnull=True).first()
    if current is not None and current.text_version == version:
        return current
    if current is not None:
        close_consent(current)
    consent = Consent.objects.create(person=person, kind=kind, text_version=version)
    record("accounts.give_consent", consent, by=by, kind=kind, version=version)
    return consent


@transaction.atomic
def withdraw_consent(*, person: Person, kind: ConsentKind, by: Any) -> None:
    """Note that a person takes an agreement back; nothing happens without one."""
    for consent in person.consents.filter(kind=kind, withdrawn_at__isnull=True):
        close_consent(consent)
        record("accounts.withdraw_consent", consent, by=by, kind=kind)


def close_consent(consent: Consent) -> None:
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
