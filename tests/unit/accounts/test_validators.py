from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from lehc.accounts.validators import clean_email, clean_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Amina  Khan ", "Amina Khan"),
        ("Madonna", "Madonna"),
        ("O'Brien-Nguyễn", "O'Brien-Nguyễn"),
        ("Zoe\u0308", "Zoë"),
        ("李小龙", "李小龙"),
        ("Dr. J. R. Smith Jr.", "Dr. J. R. Smith Jr."),
    ],
)
def test_names_stay_as_people_write_them(typed, kept):
    assert clean_name(typed) == kept


@pytest.mark.parametrize("typed", ["", "  ", "123", "-", "https://x.y", "www.x.org"])
def test_what_is_no_name_is_refused(typed):
    with pytest.raises(ValidationError):
        clean_name(typed)


def test_addresses_are_kept_in_one_form():
    assert clean_email("  Amina.Khan@Example.ORG ") == "amina.khan@example.org"
