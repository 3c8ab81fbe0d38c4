from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from lehc.places.models import Area
from lehc.places.validators import validate_gss_code
from tests.factories.places import AreaFactory


@pytest.mark.django_db
def test_areas_are_found_by_name_however_it_is_written() -> None:
    AreaFactory(name="Milton Keynes", code="E06000042")
    found = Area.objects.local_authorities().named("  milton   KEYNES ")
    assert [area.code for area in found] == ["E06000042"]


@pytest.mark.django_db
def test_an_area_is_called_by_the_name_that_people_use() -> None:
    area = AreaFactory.build(name="Reading 017", common_name="Whitley Wood")
    assert str(area) == "Whitley Wood"
    assert str(AreaFactory.build(name="Reading")) == "Reading"


@pytest.mark.parametrize("code", ["E06000038", "W06000015", "S12000033", "N09000003"])
def test_codes_of_the_four_nations_are_accepted(code: str) -> None:
    validate_gss_code(code)


@pytest.mark.parametrize("code", ["", "00MC", "E0600003", "e06000038", "E060000381"])
def test_other_codes_are_refused(code: str) -> None:
    with pytest.raises(ValidationError, match="nine-character code"):
        validate_gss_code(code)
