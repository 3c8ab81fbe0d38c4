from __future__ import annotations

import re

import pytest

from lehc.recruitment import references
from lehc.recruitment.models import Application
from lehc.recruitment.references import find_free_reference, make_reference
from tests.factories.recruitment import ApplicationFactory


def test_a_reference_has_nothing_that_looks_like_something_else() -> None:
    made = "".join(make_reference() for _ in range(500))

    assert set(made) <= set("CDFGHJKMNPQRTWXY34679-")


def test_a_reference_fits_its_column_and_an_address() -> None:
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", make_reference())


@pytest.mark.django_db
def test_a_reference_in_use_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    ApplicationFactory(reference="TAKEN")
    codes = iter(["TAKEN", "FREE"])
    monkeypatch.setattr(references, "make_reference", lambda: next(codes))

    assert find_free_reference(Application) == "FREE"


@pytest.mark.django_db
def test_no_free_reference_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    ApplicationFactory(reference="TAKEN")
    monkeypatch.setattr(references, "make_reference", lambda: "TAKEN")

    with pytest.raises(LookupError, match="No free reference was found"):
        find_free_reference(Application)
