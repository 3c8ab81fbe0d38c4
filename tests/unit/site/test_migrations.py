from __future__ import annotations

import importlib

import pytest
from django.apps import apps

from lehc.site.models import StoryTag

pytestmark = pytest.mark.django_db


def test_tags_from_before_get_slugs_that_addresses_take() -> None:
    slugs = ["cafes", "cafés", "ελλάς", "river", ""]
    StoryTag.objects.bulk_create(
        StoryTag(name=f"Tag {number}", slug=slug) for number, slug in enumerate(slugs)
    )
    name = "lehc.site.migrations.0004_tags_in_every_address"
    importlib.import_module(name).write_in_ascii(apps, None)
    made = StoryTag.objects.order_by("pk").values_list("slug", flat=True)
    assert list(made) == ["cafes", "cafes_1", "ellas", "river", "tag"]
