"""Axe's findings stay the same when it measures each look of text once."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.accessibility import RUN, find_violations
from tests.journeys.steps import check_page, open_page

PAGE = """<!doctype html><html lang="en"><title>People</title><style>
    body {{ color: #000; background: #fff }}
    @media (prefers-color-scheme: dark) {{ body {{ color: #fff; background: #000 }} }}
    {style}
    </style><main><h1>People</h1><ul><li><p>Ada said</p></li>
    <li><p>Bea said</p></li> <li {row}><p {text}>Cem said</p></li>
    <li><p>Dan said</p></li></ul></main>"""
GREY = "color: #999"
FAINT = [
    {"text": f'style="{GREY}"'},
    {"row": 'style="background: #333"'},
    {"row": 'style="opacity: .3"'},
    {"style": f"li:nth-child(3) p {{ {GREY} }}"},
]
DARK = "@media (prefers-color-scheme: dark)"
FAINT_IN_DARK = f"{DARK} {{ li:nth-child(3) {{ color: #333 }} }}"


def show(browser: Browser, **parts: str) -> Page:
    page = open_page(browser)
    shown = PAGE.format(**{"style": "", "row": "", "text": "", **parts})
    page.goto(f"data:text/html,{quote(shown)}")
    return page


@pytest.mark.parametrize("parts", FAINT)
def test_one_faint_text_among_others_is_found(
    browser: Browser, parts: dict[str, str]
) -> None:
    page = show(browser, **parts)
    [found] = find_violations(page)
    assert found.startswith("color-contrast: <p")
    assert "Cem said" in found


def test_one_faint_text_in_dark_alone_is_found(browser: Browser) -> None:
    page = show(browser, style=FAINT_IN_DARK)
    assert find_violations(page) == []
    with pytest.raises(AssertionError, match=r"color-contrast: <p>Cem said</p>"):
        check_page(page)


def test_a_text_that_was_hidden_counts_for_no_other(browser: Browser) -> None:
    style = f"p {{ {GREY} }} li:nth-child(-n+2) {{ visibility: hidden }}"
    [found] = find_violations(show(browser, style=style))
    assert "<p>Cem said</p>" in found


def test_each_text_that_fails_is_named(browser: Browser) -> None:
    page = show(browser, style=f"p {{ {GREY} }}")
    assert len(find_violations(page)) == 1
    [violation] = page.evaluate(RUN, {"runOnly": ["color-contrast"]})
    assert len(violation["nodes"]) == 4


def test_other_rules_are_as_strict(browser: Browser) -> None:
    page = show(browser, row='role="nothing"')
    page.evaluate(AXE_SCRIPT)
    plain = [violation["id"] for violation in page.evaluate(RUN, {})]
    assert "aria-roles" in plain
    assert [found.split(":")[0] for found in find_violations(page)] == plain
