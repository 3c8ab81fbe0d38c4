from __future__ import annotations

import factory

from lehc.learning.models import Participant
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
