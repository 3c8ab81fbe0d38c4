from __future__ import annotations

import pytest
from django.forms import Select

from lehc.places.widgets import LongSelect

CHOICES = [
    ("", "Choose one"),
    ("a", "A & <b>"),
    ("Town", [("c", "C"), ("d", "D's")]),
]


def squeeze(html: str) -> str:
    return "".join(part.strip() for part in html.splitlines())


@pytest.mark.parametrize("value", [None, "", "a", "d", "nothing known"])
def test_it_is_what_django_writes(value: str | None) -> None:
    attributes = {"id": "x", "class": "nhsuk-select"}
    ours = LongSelect(choices=CHOICES).render("from", value, attributes)
    theirs = Select(choices=CHOICES).render("from", value, attributes)
    squeezed = squeeze(str(theirs)).replace('selected=""', "selected")
    assert sorted(squeeze(str(ours))) == sorted(squeezed)
    assert ours.count(" selected") == squeezed.count(" selected")
