from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from lehc.places.actions import load_local_authorities
from lehc.places.models import Area
from lehc.places.validators import validate_gss_code


@pytest.mark.django_db
def test_local_authorities_are_loaded_once() -> None:
    assert load_local_authorities() == 309
    assert load_local_authorities() == 0
    reading = Area.objects.get(name="Reading")
    assert (reading.code, reading.kind, reading.vintage) == (
        "E06000038",
        "local_authority",
        2021,
    )


@pytest.mark.django_db
def test_areas_are_found_by_name_however_it_is_written() -> None:
    load_local_authorities()
    found = Area.objects.local_authorities().named("  milton   KEYNES ")
    assert [area.code for area in found] == ["E06000042"]


@pytest.mark.parametrize("code", ["E06000038", "W06000015", "S12000033", "N09000003"])
def test_codes_of_the_four_nations_are_accepted(code: str) -> None:
    validate_gss_code(code)


@pytest.mark.parametrize("code", ["", "00MC", "E0600003", "e06000038", "E060000381"])
def test_other_codes_are_refused(code: str) -> None:
    with pytest.raises(ValidationError, match="nine-character code"):
        validate_gss_code(code)
