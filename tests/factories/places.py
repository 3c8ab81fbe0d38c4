from __future__ import annotations

import factory

from lehc.places.models import (
    Area,
    AreaParent,
    Boundary,
    ContextNote,
    Dataset,
    Figure,
    Indicator,
)


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    code = factory.Sequence(lambda n: f"E06{n:06}")
    name = factory.Sequence(lambda n: f"Town {n}")
    kind = "local_authority"
    vintage = 2021


class NeighbourhoodFactory(AreaFactory):
    code = factory.Sequence(lambda n: f"E02{n:06}")
    name = factory.Sequence(lambda n: f"Town {n:03}")
    common_name = factory.Sequence(lambda n: f"Neighbourhood {n}")
    kind = "msoa"
    vintage = 2011


class DatasetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dataset
        django_get_or_create = ["key"]

    key = "some-figures"
    title = "Some figures"
    publisher = "Office for National Statistics"
    licence = "Open Government Licence v3.0"
    attribution = "Source: Office for National Statistics."


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator
        django_get_or_create = ["key"]

    key = "life-expectancy"
    name = "Life expectancy at birth"
    unit = "years"


class FigureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Figure

    area = factory.SubFactory(NeighbourhoodFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    dataset = factory.SubFactory(DatasetFactory)
    period = "2016 to 2020"
    sex = "persons"
    value = 80.0
    lower95 = factory.LazyAttribute(
        lambda row: None if row.value is None else row.value - 1
    )
    upper95 = factory.LazyAttribute(
        lambda row: None if row.value is None else row.value + 1
    )
    denominator = 40_000


class AreaParentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AreaParent

    child = factory.SubFactory(NeighbourhoodFactory)
    parent = factory.SubFactory(AreaFactory)
    dataset = factory.SubFactory(DatasetFactory)


class BoundaryFactory(factory.django.DjangoModelFactory):
    """A square of a kilometre; `n` moves it east."""

    class Meta:
        model = Boundary

    class Params:
        n = 0

    area = factory.SubFactory(NeighbourhoodFactory)
    dataset = factory.SubFactory(DatasetFactory)
    left = factory.LazyAttribute(lambda row: 47_000 + 100 * row.n)
    right = factory.LazyAttribute(lambda row: row.left + 100)
    top, bottom, y = 112_500, 112_600, 112_550
    x = factory.LazyAttribute(lambda row: row.left + 50)
    path = factory.LazyAttribute(lambda row: f"M{row.left} 112500l100 0 0 100-100 0z")
    longitude = factory.LazyAttribute(lambda row: -0.98 + 0.0144 * row.n)
    latitude = 51.45


class ContextNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContextNote

    area = factory.SubFactory(NeighbourhoodFactory)
    kind = "care_homes"
    text = "Two large care homes stand here."
