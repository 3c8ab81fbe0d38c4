"""Every field of every table is classed, once; what is written from that is fresh."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps

from lehc.accounts.personal_data import find_faults, load_register
from lehc.accounts.privacy_document import write_privacy_document
from lehc.accounts.tracing import find_rows_about, find_rows_by
from tests.factories.everywhere import make_known_person

ROOT = Path(__file__).parents[2]


def test_every_field_is_classed():
    models = apps.get_models(include_auto_created=True)
    faults = find_faults(load_register(), models)
    assert not faults, "\n\n".join(["The register of personal data has gaps.", *faults])


def test_privacy_page_is_written_from_the_register():
    page = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert page == write_privacy_document(load_register()), (
        "Run: lehc privacy_register --write"
    )


@pytest.mark.django_db
def test_every_path_leads_to_somebody():
    """So that the tests of export and erasure have something to lose."""
    person = make_known_person()
    register = load_register()
    lost = [
        table.model
        for table in register.traceable_tables
        if (table.about and not find_rows_about(table, person).exists())
        or (table.by and not find_rows_by(table, person).exists())
    ]
    assert not lost, f"Make rows for them in tests/factories/everywhere.py: {lost}"
