from __future__ import annotations

import factory

from lehc.learning.models import Participant, SetPlan
from tests.factories.accounts import PersonFactory
from tests.factories.places import AreaFactory
from tests.factories.programmes import CohortFactory, OrganisationFactory


class ParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participant

    cohort = factory.SubFactory(CohortFactory)
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    place = factory.SubFactory(AreaFactory)


class SetPlanFactory(factory.django.DjangoModelFactory):
    """A plan with nobody in it: `make_set_plan` makes whole ones."""

    class Meta:
        model = SetPlan

    cohort = factory.SubFactory(CohortFactory)
    sets = 2
    rounds = 3
    seed = 1
    version = "by hand 1"
    meetings = 5
    meetings_bound = 6
    uneven = 0
    made_by = factory.SubFactory(PersonFactory)
