from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from lehc.programmes.accessibility import read_statement
from tests.factories.programmes import ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_every_limit_and_check_of_the_statement_is_on_the_page(client: Any) -> None:
    ProgrammeFactory(contact_name="Ada", contact_email="ada@example.org")
    page = client.get(reverse("accessibility")).content.decode()
    statement = read_statement()
    for words in (
        statement.standard,
        "tell Ada at",
        *(limit.what for limit in statement.limits),
        *(check.what for check in statement.checks),
    ):
        assert words in page


def test_it_is_read_only(client: Any) -> None:
    assert client.post(reverse("accessibility")).status_code == 405
