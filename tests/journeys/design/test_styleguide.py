"""What only a browser can say: focus, width, script and its absence."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.design.conftest import GUIDE, PAGES, QUESTION, TABLE, Open
from tests.journeys.steps import wait_until

pytestmark = pytest.mark.django_db(transaction=True)

LONGEST_LINE = 66


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_off_at_320_pixels(open_page: Open, path: str) -> None:
    """320 pixels are also 1280 at 400% zoom."""
    page = open_page(path, 320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_wide_table_scrolls_by_keyboard(open_page: Open) -> None:
    page = open_page(TABLE, 320)
    region = page.get_by_role("region", name="Applications, the most recent first")
    region.focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.activeElement.scrollLeft > 0")


def test_table_headings_stay_in_sight(open_page: Open) -> None:
    page = open_page(TABLE, 1280)
    page.set_viewport_size({"width": 1280, "height": 400})
    page.evaluate("window.scrollTo(0, 700)")
    box = page.get_by_role("columnheader", name="Median").bounding_box()
    assert box is not None
    assert box["y"] == 0


def test_focus_goes_to_the_error_summary_and_on_to_the_field(open_page: Open) -> None:
    page = open_page(f"{GUIDE}?errors")
    focused = "document.activeElement.className"
    wait_until(page, f"{focused} === 'nhsuk-error-summary'")
    for text, control in {
        "Enter your name": "id_name",
        "Enter a date that is in the calendar: June has fewer days": "id_born-day",
        "Answer the question: Where do you work?": "id_sector_0",
        "Tick the box to go on": "id_agree",
    }.items():
        page.get_by_role("link", name=text).click()
        assert page.evaluate("document.activeElement.id") == control


def test_words_are_counted_while_typing(open_page: Open) -> None:
    page = open_page(QUESTION)
    page.get_by_role("textbox").press_sequentially("one two ")
    page.get_by_text("You have 198 words remaining").first.wait_for()


def test_words_are_counted_without_script(open_page: Open) -> None:
    page = open_page(f"{GUIDE}?errors", scripted=False)
    line = "You can enter up to 50 words. Your answer has 52 words now"
    assert page.get_by_text(line).is_visible()


def count_characters_a_line(page: Page) -> Any:
    """The longest line of each paragraph of running text, in characters."""
    return page.evaluate(
        """() => [...document.querySelectorAll("main p, main li, main .nhsuk-hint")]
        .map((element) => {
            const lines = new Map();
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                for (let at = 0; at < node.length; at++) {
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + 1);
                    const box = range.getBoundingClientRect();
                    if (box.width)
                        lines.set(box.bottom, (lines.get(box.bottom) || 0) + 1);
                }
            }
            return Math.max(0, ...lines.values());
        })"""
    )


@pytest.mark.parametrize("path", [GUIDE, f"{QUESTION}?errors"])
def test_lines_are_short_enough_to_read(open_page: Open, path: str) -> None:
    page = open_page(path, 1280)
    assert max(count_characters_a_line(page)) <= LONGEST_LINE


@pytest.mark.parametrize(("width", "size"), [(375, "18px"), (1280, "19px")])
def test_body_text_is_large_enough(open_page: Open, width: int, size: str) -> None:
    page = open_page(GUIDE, width)
    for element in ("main > div p:not([class])", ".nhsuk-label", ".nhsuk-list li"):
        found = page.locator(element).first.evaluate(
            "e => getComputedStyle(e).fontSize"
        )
        assert found == size, element


def test_our_type_arrives(open_page: Open) -> None:
    page = open_page(GUIDE)
    for weight in (400, 700):
        font = f'{weight} 18px "Atkinson Hyperlegible"'
        wait_until(page, "font => document.fonts.check(font)", font)
    loaded = "[...document.fonts].map(font => font.status)"
    assert page.evaluate(loaded) == ["loaded", "loaded"]
