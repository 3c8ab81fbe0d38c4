"""The style guide's pages through the client."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

PAGES = ["styleguide", "styleguide_question", "styleguide_table"]


@pytest.mark.parametrize("name", PAGES)
def test_works_for_strangers(client: Any, name: str) -> None:
    response = client.get(reverse(f"design:{name}"))
    assert response.status_code == 200
    assert response.content.count(b"<h1") >= 1


@pytest.mark.parametrize("name", PAGES)
def test_only_reads(client: Any, name: str) -> None:
    assert client.post(reverse(f"design:{name}")).status_code == 405


@pytest.mark.parametrize("name", ["styleguide", "styleguide_question"])
def test_shows_forms_that_need_putting_right(client: Any, name: str) -> None:
    html = client.get(reverse(f"design:{name}"), {"errors": ""}).content.decode()
    assert "<title>Error: " in html
    assert html.count('class="nhsuk-error-summary"') == 1


def test_shows_messages(client: Any) -> None:
    response = client.get(reverse("design:styleguide"), {"messages": ""})
    html = response.content.decode()
    assert 'id="nhsuk-notification-banner-title-1">Success</h2>' in html
    assert 'id="nhsuk-notification-banner-title-2">Important</h2>' in html
    assert 'id="nhsuk-notification-banner-title-3">There is a problem</h2>' in html


@pytest.mark.parametrize(("asked", "shown"), [("3", 3), ("x", 1), ("99", 20)])
def test_any_page_number_is_forgiven(client: Any, asked: str, shown: int) -> None:
    response = client.get(reverse("design:styleguide_table"), {"page": asked})
    assert response.context["page"].number == shown


def test_missing_page_is_kind(client: Any) -> None:
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert "We cannot find this page" in response.content.decode()
