from __future__ import annotations

import datetime

import factory
from django.utils import timezone

from lehc.accounts.enums import Role
from lehc.programmes.models import (
    Cohort,
    Enquiry,
    Milestone,
    Organisation,
    Partner,
    Programme,
    RoleGrant,
    Session,
    Visit,
)
from tests.factories.accounts import PersonFactory


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    sector = "vcse"


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    name = factory.Sequence(lambda n: f"Programme {n}")
    short_name = "PROG"
    slug = factory.Sequence(lambda n: f"programme-{n}")
    introduction = "What it is."
    contact_name = "Contact Person"
    contact_email = "programme@example.org"


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partner

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class CohortFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cohort

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n + 1)
    slug = factory.Sequence(lambda n: f"cohort-{n}")
    capacity = 24
    starts_on = datetime.date(2027, 3, 1)
    ends_on = datetime.date(2027, 11, 30)


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Session

    cohort = factory.SubFactory(CohortFactory)
    title = "Workshop 1"
    kind = "workshop"
    starts_at = factory.LazyFunction(
        lambda: timezone.now() + datetime.timedelta(days=100)
    )
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + datetime.timedelta(hours=6))


class RoleGrantFactory(factory.django.DjangoModelFactory):
    """`cohort` given: a role in that cohort; else in the whole programme."""

    class Meta:
        model = RoleGrant

    person = factory.SubFactory(PersonFactory)
    cohort = None
    programme = factory.LazyAttribute(
        lambda o: o.cohort.programme if o.cohort else ProgrammeFactory()
    )
    role = Role.COORDINATOR


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    programme = factory.SubFactory(ProgrammeFactory)
    year = factory.Sequence(lambda n: 2000 + n % 20)
    title = factory.Sequence(lambda n: f"Moment {n}")


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Visit

    programme = factory.SubFactory(ProgrammeFactory)
    on = datetime.date(2019, 5, 7)
    visitor = factory.Sequence(lambda n: f"Visitor {n}")
    visitor_role = "Minister"


class EnquiryFactory(factory.django.DjangoModelFactory):
    """A question that came just now and waits."""

    class Meta:
        model = Enquiry

    programme = factory.SubFactory(ProgrammeFactory)
    name = factory.Sequence(lambda n: f"Asker {n}")
    email = factory.Sequence(lambda n: f"asker{n}@example.org")
    topic = "applying"
    message = "May I ask something?"
