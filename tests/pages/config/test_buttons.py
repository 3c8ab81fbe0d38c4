"""An address that only takes what a button sends, opened as a page."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def test_whoever_lands_on_the_address_of_a_button_is_told(sign_in: Any) -> None:
    answer = sign_in(PersonFactory()).get(reverse("account_leave_other_devices"))
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Nothing has been changed." in answer.content.decode()
