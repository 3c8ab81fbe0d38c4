from __future__ import annotations

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
    since = factory.Faker("date_object")
    review_on = factory.LazyAttribute(lambda o: o.since.replace(year=o.since.year + 1))
