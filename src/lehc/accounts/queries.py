from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from lehc.accounts.models import (
    CommunicationNeed,
    CommunicationNeedQuerySet,
    Consent,
    Person,
)

NeedsByPerson = dict[int, list[CommunicationNeed]]


def find_person(email: str) -> Person | None:
    """The person with this e-mail address, if any; case and spaces don't matter."""
    return Person.objects.filter(email=email.strip().lower()).first()


def collect_needs(person_ids: Iterable[int]) -> NeedsByPerson:
    """The present communication needs of some people, by person number; one query.

    Everybody asked for is in the answer, with an empty list if they have none. Ask
    `rules.may_see_needs` before showing them.
    """
    wanted = set(person_ids)
    found: NeedsByPerson = defaultdict(list)
    for need in CommunicationNeed.objects.current().filter(person_id__in=wanted):
        found[need.person_id].append(need)
    return {person_id: found[person_id] for person_id in wanted}


def collect_needs_for_venue(person_ids: Iterable[int]) -> list[CommunicationNeed]:
    """What a venue may be told: only needs whose owner agreed, with no names."""
    return list(
        CommunicationNeed.objects.current()
        .filter(person_id__in=set(person_ids), may_share_with_venues=True)
        .order_by("kind", "detail", "id")
    )


def get_own_needs(person: Person) -> CommunicationNeedQuerySet:
    """A person's present needs, oldest first."""
    return CommunicationNeed.objects.current().filter(person=person).order_by("id")


def get_own_consents(person: Person) -> list[Consent]:
    """A person's agreements that still hold."""
    return list(person.consents.filter(withdrawn_at__isnull=True))


def get_due_needs(person: Person) -> CommunicationNeedQuerySet:
    """A person's present needs whose day to be looked at again has come."""
    return get_own_needs(person).filter(review_on__lte=timezone.localdate())
