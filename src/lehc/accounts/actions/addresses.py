from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from lehc.accounts.models import Person
from lehc.accounts.queries import find_person
from lehc.audit.actions import record
from lehc.letters.actions import write_letter
from lehc.letters.drafts import draft_letter
from lehc.letters.enums import LetterKind


@transaction.atomic
def change_address(*, person: Person, email: str, by: Any) -> None:
    """Give a person the e-mail address that they have shown to be theirs.

    A letter to the old address tells them too.

    Raises:
        ValidationError: another account has it.
    """
    taken = ValidationError(
        "Another account has this address. Sign in there, or use another address.",
        code="taken",
    )
    other = find_person(email)
    if other is not None and other.pk != person.pk:
        raise taken
    old, person.email = person.email, email.strip().lower()
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError as error:
        raise taken from error
    record("accounts.change_address", person, by=by)
    subject, body = draft_letter("accounts/letters/address_changed.txt", person=person)
    write_letter(kind=LetterKind.NOTICE, recipient=old, subject=subject, body=body)
