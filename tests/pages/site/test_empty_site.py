"""The site's first pages, before there is a programme for them to speak of."""

from __future__ import annotations

from typing import Any

import pytest

from lehc.site.actions.planting import plant_site

pytestmark = pytest.mark.django_db


def read(client: Any, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.mark.parametrize("url", ["/", "/stories/", "/contact/"])
def test_pages_work_before_there_is_a_programme(url: str, client: Any) -> None:
    plant_site()
    read(client, url)


def test_an_empty_site_says_how_to_start(client: Any) -> None:
    plant_site()
    assert "lehc start_programme" in read(client, "/")
