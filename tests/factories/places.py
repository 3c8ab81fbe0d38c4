from __future__ import annotations

import factory

from lehc.places.models import Area


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"E06{n:06}")
    name = factory.Sequence(lambda n: f"Town {n}")
    kind = "local_authority"
    vintage = 2021
