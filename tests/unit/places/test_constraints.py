"""The database itself refuses what the readers should never give it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lehc.places.models import AgeCount, AreaChange
from tests.factories.accounts import PersonFactory
from tests.factories.places import (
    AreaFactory,
    AreaParentFactory,
    BoundaryFactory,
    ContextNoteFactory,
    DatasetFactory,
    FigureFactory,
)

pytestmark = pytest.mark.django_db


def refuses(make: Any, **facts: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**facts)


def test_a_figure_has_a_value_or_a_reason() -> None:
    refuses(FigureFactory, value=None, reason="")
    refuses(FigureFactory, value=80.0, reason="not_published")
    refuses(FigureFactory, value=None, reason="not_published", lower95=1, upper95=2)
    FigureFactory(value=None, reason="not_published")


def test_a_value_lies_within_its_limits() -> None:
    refuses(FigureFactory, value=80.0, lower95=81, upper95=82)
    FigureFactory(value=80.0, lower95=80, upper95=80)


def test_there_is_one_figure_of_a_kind() -> None:
    figure = FigureFactory()
    refuses(FigureFactory, area=figure.area)
    FigureFactory(area=figure.area, sex="male")


def test_an_area_is_not_its_own_parent() -> None:
    area = AreaFactory()
    refuses(AreaParentFactory, child=area, parent=area)
    link = AreaParentFactory()
    refuses(AreaParentFactory, child=link.child, parent=link.parent)


def test_a_boundary_holds_its_middle() -> None:
    refuses(BoundaryFactory, x=0)
    BoundaryFactory()


@pytest.mark.parametrize("share", [0, -0.1, 1.1])
def test_shares_of_land_lie_between_nought_and_one(share: float) -> None:
    facts = {
        "old": AreaFactory(),
        "new": AreaFactory(),
        "dataset": DatasetFactory(),
        "share_of_new": 0.5,
    }
    refuses(AreaChange.objects.create, share_of_old=share, **facts)


@pytest.mark.parametrize("name", ["deaths", "population"])
def test_counts_are_never_below_nought(name: str) -> None:
    facts = {"area": AreaFactory(), "dataset": DatasetFactory(), "start_age": 0}
    refuses(AgeCount.objects.create, period="2020", **facts, **{name: -1})


def test_a_note_says_something() -> None:
    person = PersonFactory()
    refuses(ContextNoteFactory, text="", written_by=person)
    ContextNoteFactory(written_by=person)
