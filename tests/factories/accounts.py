from __future__ import annotations

import datetime

import factory

from lehc.accounts.models import CommunicationNeed, Person


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = "!no password"


class CommunicationNeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CommunicationNeed

    person = factory.SubFactory(PersonFactory)
    kind = "large_print"
    since = datetime.date(2026, 1, 15)
    review_on = factory.LazyAttribute(lambda o: o.since + datetime.timedelta(days=365))
