from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from lehc.config.production import refuse_invented_people
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def test_production_refuses_invented_people(settings):
    settings.PRODUCTION = True
    PersonFactory(is_invented=True)
    with pytest.raises(ImproperlyConfigured, match="holds 1 invented people"):
        refuse_invented_people()


def test_production_starts_with_real_people(settings):
    settings.PRODUCTION = True
    PersonFactory()
    refuse_invented_people()


def test_demonstration_starts_with_invented_people(settings):
    settings.PRODUCTION = False
    PersonFactory(is_invented=True)
    refuse_invented_people()
