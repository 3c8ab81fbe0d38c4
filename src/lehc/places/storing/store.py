"""Records into tables, for one dataset. Call it inside a transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from lehc.places.models import (
    AgeCount,
    Area,
    AreaChange,
    AreaParent,
    Boundary,
    Dataset,
    Figure,
    Indicator,
)
from lehc.places.models.areas import AreaQuerySet
from lehc.places.storing.records import (
    AgeRecord,
    AreaKey,
    AreaRecord,
    BoundaryRecord,
    ChangeRecord,
    FigureRecord,
    IndicatorRecord,
    ParentRecord,
    Record,
)
from lehc.places.storing.upsert import upsert

FIGURE_NUMBERS = (
    "value",
    "lower95",
    "upper95",
    "lower99_8",
    "upper99_8",
    "count",
    "denominator",
)


class UnknownAreaError(LookupError):
    """A record speaks of an area that the database does not hold."""


class Store:
    """Writes one dataset's records; areas are found by code and boundary year."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._areas: dict[AreaKey, int] = {}
        self._indicators: dict[str, int] = {}

    def has_area(self, key: AreaKey) -> bool:
        return key in self._known_areas()

    def find(self, key: AreaKey) -> int:
        """The id of an area.

        Raises:
            UnknownAreaError: it has none.
        """
        try:
            return self._known_areas()[key]
        except KeyError:
            code, vintage = key
            message = f"there is no area {code} of {vintage}"
            raise UnknownAreaError(message) from None

    def write_areas(self, records: Iterable[AreaRecord]) -> None:
        areas = list(records)
        upsert(
            Area,
            AreaRecord._fields,
            areas,
            key=("code", "vintage"),
            kept_if_blank=("name", "common_name", "welsh_name"),
        )
        if self._areas:
            self.learn(Area.objects.filter(code__in={each.code for each in areas}))

    def learn(self, areas: AreaQuerySet) -> None:
        rows = areas.order_by().values_list("code", "vintage", "pk")
        self._areas.update({(code, vintage): pk for code, vintage, pk in rows})

    def write(self, records: Iterable[Record]) -> None:
        """Records of any kinds, in the order in which they need each other."""
        by_kind: dict[type, list[Any]] = defaultdict(list)
        for record in records:
            by_kind[type(record)].append(record)
        for kind, write in (
            (AreaRecord, self.write_areas),
            (IndicatorRecord, self.write_indicators),
            (ParentRecord, self.write_parents),
            (BoundaryRecord, self.write_boundaries),
            (FigureRecord, self.write_figures),
            (AgeRecord, self.write_ages),
            (ChangeRecord, self.write_changes),
        ):
            if by_kind[kind]:
                write(by_kind[kind])

    def write_indicators(self, records: Iterable[IndicatorRecord]) -> None:
        """New indicators; what is known of one already stays."""
        for record in records:
            Indicator.objects.get_or_create(
                key=record.key, defaults={"name": record.name, "unit": record.unit}
            )

    def write_parents(self, records: Iterable[ParentRecord]) -> None:
        find, dataset = self.find, self.dataset.pk
        upsert(
            AreaParent,
            ("child_id", "parent_id", "is_best_fit", "dataset_id"),
            [(find(r.child), find(r.parent), r.is_best_fit, dataset) for r in records],
            key=("child_id", "parent_id"),
        )

    def write_boundaries(self, records: Iterable[BoundaryRecord]) -> None:
        find, dataset = self.find, self.dataset.pk
        upsert(
            Boundary,
            ("area_id", *BoundaryRecord._fields[1:], "dataset_id"),
            [(find(r.area), *r[1:], dataset) for r in records],
            key=("area_id",),
        )

    def write_figures(self, records: Sequence[FigureRecord]) -> None:
        find, dataset = self.find, self.dataset.pk
        indicators = {r.indicator: self._find_indicator(r.indicator) for r in records}
        upsert(
            Figure,
            (
                *("area_id", "indicator_id", "period", "sex"),
                *FIGURE_NUMBERS,
                *("reason", "note", "age", "dataset_id"),
            ),
            [(find(r.area), indicators[r.indicator], *r[2:], dataset) for r in records],
            key=("area_id", "indicator_id", "period", "sex", "age"),
        )

    def write_ages(self, records: Iterable[AgeRecord]) -> None:
        """Deaths and people may come from two files: neither wipes out the other."""
        dataset = self.dataset.pk
        rows = [(self.find(r.area), *r[1:], dataset) for r in records]
        for name, index in (("deaths", 4), ("population", 5)):
            chosen = [
                (*row[:4], row[index], dataset)
                for row in rows
                if row[index] is not None
            ]
            upsert(
                AgeCount,
                ("area_id", "period", "sex", "start_age", name, "dataset_id"),
                chosen,
                key=("area_id", "period", "sex", "start_age"),
            )

    def write_changes(self, records: Iterable[ChangeRecord]) -> None:
        find, dataset = self.find, self.dataset.pk
        upsert(
            AreaChange,
            ("old_id", "new_id", "share_of_old", "share_of_new", "dataset_id"),
            [(find(r.old), find(r.new), *r[2:], dataset) for r in records],
            key=("old_id", "new_id"),
        )

    def _known_areas(self) -> dict[AreaKey, int]:
        if not self._areas:
            self.learn(Area.objects.all())
        return self._areas

    def _find_indicator(self, key: str) -> int:
        if key not in self._indicators:
            self._indicators[key] = Indicator.objects.get(key=key).pk
        return self._indicators[key]
