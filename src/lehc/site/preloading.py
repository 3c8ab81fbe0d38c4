"""What the bodies of many stories refer to, fetched once for all of them."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps

Fetched = dict[type, dict[int, Any]]
_fetched: ContextVar[Fetched | None] = ContextVar("fetched", default=None)
# Where each kind of block keeps the number of a row, and of which table.
REFERENCES = {
    ("quotation", "consent"): "site.StoryConsent",
    ("picture", "picture"): "site.Picture",
    ("picture", "people"): "site.StoryConsent",
    ("place", "place"): "places.Area",
    ("action", "page"): "wagtailcore.Page",
}


class FetchedOnce:
    """For choosers: takes rows from what was fetched, where something was."""

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        fetched = _fetched.get()
        if fetched is None:
            return super().bulk_to_python(values)  # type: ignore[misc]
        rows = fetched.get(self.model_class, {})  # type: ignore[attr-defined]
        return [copy.copy(rows.get(value)) if value else None for value in values]


@contextmanager
def fetch_for(stories: Iterable[Any]) -> Iterator[None]:
    """While it lasts, the stories' bodies ask the database for nothing."""
    numbers = collect_references(stories)
    fetched: Fetched = {}
    for label in sorted(set(REFERENCES.values())):
        model = apps.get_model(label)
        rows = model._default_manager.all()
        if label == "site.Picture":
            rows = rows.prefetch_related("renditions")
        wanted = numbers[label]
        fetched[model] = rows.in_bulk(wanted) if wanted else {}
    token = _fetched.set(fetched)
    try:
        yield
    finally:
        _fetched.reset(token)


def collect_references(stories: Iterable[Any]) -> dict[str, set[int]]:
    """The numbers of rows that the bodies name, by table."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for story in stories:
        for block in story.body.raw_data:
            for (kind, name), label in REFERENCES.items():
                if block["type"] == kind:
                    numbers[label] |= read_numbers(block["value"].get(name))
    return numbers


def read_numbers(value: Any) -> set[int]:
    """One number, none, or those of a list of items."""
    if not isinstance(value, list):
        return {value} if value else set()
    items = [one["value"] if isinstance(one, dict) else one for one in value]
    return {item for item in items if item}
