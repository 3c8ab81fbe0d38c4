"""Every part of the style guide, as axe sees it in each size and scheme."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page

from tests.accessibility import find_violations
from tests.journeys.design.conftest import PAGES, Open

pytestmark = pytest.mark.django_db(transaction=True)

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def find_all(page: Page) -> list[str]:
    return find_violations(page, rules={"target-size": {"enabled": True}})


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_any_size_or_scheme(open_page: Open, path: str) -> None:
    page = open_page(path)
    found = {}
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found[width, scheme] = find_all(page)
    assert found == {key: [] for key in found}


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_without_script(open_page: Open, path: str) -> None:
    page = open_page(path, scripted=False)
    assert "js-enabled" not in (page.locator("body").get_attribute("class") or "")
    assert find_all(page) == []
