"""Somebody looks up their town: by keyboard, on a phone, without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.running_site import Site
from tests.journeys.steps import (
    become,
    check_page,
    follow,
    heading,
    open_page,
    press,
)


@pytest.fixture
def reading(browser: Browser, site: Site) -> Page:
    """Found on a desktop with the keyboard alone."""
    page = open_page(browser)
    page.goto(f"{site.url}/places/")
    check_page(page)
    page.get_by_label("Your town, city, district or neighbourhood").focus()
    page.keyboard.type("whitley wood")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    check_page(page)
    page.locator("main .lehc-found a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page


def test_a_councillor_finds_the_road_between_two_neighbourhoods(reading: Page) -> None:
    assert heading(reading) == "Reading"
    check_page(reading)
    expect(reading.locator("main")).to_contain_text(
        "life expectancy rises by 6.8 years (5.5 to 8.2) for women and 6.9 years "
        "(5.5 to 8.4) for men"
    )
    reading.get_by_label("From", exact=True).focus()
    reading.keyboard.type("Whitley Wood")
    reading.keyboard.press("Tab")
    reading.keyboard.type("Caversham Heights")
    reading.get_by_role("button", name="Show the road").focus()
    with reading.expect_navigation():
        reading.keyboard.press("Enter")
    check_page(reading)
    main = reading.locator("main")
    expect(main).to_contain_text(
        "People in Whitley Wood live about 8.5 years less than people in Caversham "
        "Heights, 4.1 miles up the road."
    )
    expect(main).to_contain_text("The difference is 8.5 years (6.9 to 10.1)")
    road = reading.get_by_role("img", name=re.compile("Whitley Wood and Caversham"))
    expect(road.first).to_be_visible()
    follow(reading.get_by_role("link", name="Show large, for a talk"))
    check_page(reading)


def test_a_line_of_stops_on_a_phone_without_script(
    browser: Browser, site: Site
) -> None:
    page = open_page(browser, is_phone=True, with_script=False)
    page.goto(f"{site.url}/places/line/?town=E06000038")
    for name in ("Whitley Wood", "Coley Park", "Caversham Heights"):
        page.get_by_label("Add a stop").select_option(label=name)
        press(page, "Add this stop")
    expect(page.locator("main")).to_contain_text(
        "From Whitley Wood to Caversham Heights, 3 stops"
    )
    follow(page.get_by_role("link", name=re.compile("Earlier.*Coley Park")))
    expect(page.locator("main")).to_contain_text("From Coley Park to Caversham Heights")


def test_phone_pages_are_whole(browser: Browser, site: Site) -> None:
    page = open_page(browser, is_phone=True)
    for address in (
        "places/E08000010/",
        "places/a-few-miles/?a=E02003406&b=E02003390&sex=female",
        "places/line/?stop=E02003406&stop=E02003390&sex=male",
        "places/a-few-miles/",
    ):
        page.goto(f"{site.url}/{address}")
        check_page(page)


def test_an_editor_writes_a_note(browser: Browser, site: Site) -> None:
    page = open_page(browser)
    become(page, site, "Editor")
    page.goto(f"{site.url}/places/E06000038/")
    follow(page.get_by_role("link", name="Write a note on a neighbourhood"))
    check_page(page)
    page.get_by_label("Which neighbourhood?").select_option(
        label="Battle & Caversham Bridge"
    )
    page.get_by_label("Students", exact=True).check()
    page.locator("main textarea").fill("Many people here are students.")
    press(page, "Put it on the page")
    check_page(page)
    expect(page.locator("main")).to_contain_text("Many people here are students.")
