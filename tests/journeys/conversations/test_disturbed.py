"""Voting with script, when something comes between: no network, a second tab."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.journeys.running_site import Site
from tests.journeys.steps import check_page, heading, open_page, press

TALK = "conversations/healthier-in-whitley/"
TROUBLE = "That did not reach us. Press again."
REPEATS = 5


def come_in(browser: Browser, site: Site) -> Page:
    page = open_page(browser, is_phone=True)
    page.goto(f"{site.url}/{TALK}")
    press(page, "Start")
    return page


def agree(page: Page) -> None:
    page.get_by_role("button", name="Agree", exact=True).click()


def test_what_did_not_arrive_is_said_until_it_does(
    browser: Browser, site: Site
) -> None:
    page = come_in(browser, site)
    first = heading(page)
    page.context.set_offline(True)
    agree(page)
    page.get_by_role("alert").filter(has_text=TROUBLE).wait_for()
    assert heading(page) == first
    check_page(page)
    page.context.set_offline(False)
    agree(page)
    page.get_by_text("Undo").wait_for()
    assert page.get_by_text(TROUBLE).is_hidden()
    assert heading(page) != first


def test_what_the_server_refuses_is_said(browser: Browser, site: Site) -> None:
    page = come_in(browser, site)
    page.route("**/vote/", lambda route: route.fulfill(status=502, body="busy"))
    agree(page)
    page.get_by_text(TROUBLE).wait_for()


def test_a_seat_that_is_gone_leads_to_the_whole_page(
    browser: Browser, site: Site
) -> None:
    page = come_in(browser, site)
    other = page.context.new_page()
    other.goto(f"{site.url}/{TALK}withdraw/")
    press(other, "Take everything back")
    agree(page)
    page.wait_for_url(f"{site.url}/{TALK}")
    page.get_by_text("so your last answer is not counted").wait_for()
    assert page.locator("main").count() == 1
    check_page(page)


def test_a_key_held_down_answers_once(browser: Browser, site: Site) -> None:
    page = come_in(browser, site)
    page.locator("main .lehc-vote__answer").first.focus()
    for number in range(REPEATS):
        page.keyboard.down("1")  # the second and later ones are repeats
        if number == 0:
            page.get_by_text("Undo").wait_for()
        page.locator("[data-vote-card] :focus").wait_for()
        page.wait_for_timeout(150)
    page.keyboard.up("1")
    assert page.locator(".lehc-vote__progress").inner_text().strip().startswith("1 of")
