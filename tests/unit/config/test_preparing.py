from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lehc.config.preparing import prepare_database, prepare_static_files
from lehc.places.models import Area


def test_static_files_are_collected_when_they_change(
    tmp_path: Path, settings: Any
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    assert prepare_static_files() is True
    assert (tmp_path / "static" / "design" / "lehc.css").exists()
    assert prepare_static_files() is False
    (tmp_path / "static" / "fingerprint.txt").write_text("an older release")
    assert prepare_static_files() is True


@pytest.mark.django_db
def test_preparing_the_database_twice_changes_nothing() -> None:
    prepare_database()
    count = Area.objects.count()
    prepare_database()
    assert count == Area.objects.count()
    assert Area.objects.local_authorities().count() == 309
