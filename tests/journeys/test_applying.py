"""Applying, as people do it: alone on a phone without script, and as a place team."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.running_site import Site, read_link
from tests.journeys.steps import (
    answer,
    answer_task,
    become,
    check_page,
    follow,
    heading,
    name_sponsor,
    open_page,
    press,
    sign_in,
)

PARTS = (
    "About you",
    "Your organisation and role",
    "Your place",
    "Why you",
    "Our place together",
)

PUBLIC = (
    "/",
    "/about/",
    "/partners/",
    "/cohorts/",
    "/cohorts/lehc-7/",
    "/cohorts/lehc-1/",
    "/apply/lehc-7/",
    "/account/sign-in/",
    "/account/privacy/",
    "/accessibility/",
    "/cookies/",
    "/demonstration/",
    "/no-such-page/",
)


def test_alone_on_a_phone_without_script(browser: Browser, site: Site) -> None:
    # given: somebody with a phone, no script, and no account
    page = open_page(browser, is_phone=True, with_script=False)
    page.goto(site.url)
    press(page, "See how to apply")
    press(page, "Start or continue your application")
    press(page, "Start now")

    # when: they sign in by a code, and answer one question a page
    sign_in(page, site, "ada.newcomer@example.org", name="Ada Newcomer")
    assert heading(page) == "How do you want to apply?"
    answer(page)
    press(page, "Continue")
    for part in ("Your organisation", *PARTS):
        answer_task(page, part)
    name_sponsor(page, "sam.sponsor@example.org")
    press(page, "Continue")
    follow(page.get_by_role("link", name="Check your answers and send"))
    assert heading(page) == "Check your answers"
    press(page, "Continue")
    while heading(page) != "Now send your application":
        page.locator("main input[type=radio]").last.check()
        press(page, "Continue")
    press(page, "Send your application")

    # then: they have a reference and a receipt, and their sponsor can answer
    assert heading(page) == "We have your application"
    reference = page.url.split("/")[-3]
    receipt = site.postbox.wait_for("ada.newcomer@example.org", "We have")
    assert reference in receipt
    sponsor = open_page(browser, with_script=False)
    sponsor.goto(read_link(site.postbox.wait_for("sam.sponsor@example.org")))
    sponsor.get_by_label("Yes").check()
    press(sponsor, "Send your answer")
    assert heading(sponsor) == "Thank you, Sam Sponsor"
    page.goto(f"{site.url}/applications/{reference}/sponsor/")
    assert "Sam Sponsor" in page.locator("main").inner_text()


def open_own_part(page: Page, site: Site) -> None:
    """An applicant opens the question that each person answers for themselves."""
    become(page, site, "Applicant")
    page.goto(f"{site.url}/applications/")
    follow(page.locator("main a[href^='/applications/']").first)
    page.goto(f"{page.url}questions/your-part/")


def test_nothing_typed_is_lost_when_it_breaks_a_rule(
    browser: Browser, site: Site
) -> None:
    page = open_page(browser)
    open_own_part(page, site)
    words = "word " * 201
    page.locator("main textarea").fill(words)
    press(page, "Continue")
    assert page.title().startswith("Error: ")
    assert page.locator("main textarea").input_value() == words
    check_page(page)


def test_nothing_typed_is_lost_without_a_connection(
    browser: Browser, site: Site
) -> None:
    page = open_page(browser)
    open_own_part(page, site)
    alert = page.get_by_role("alert")
    page.locator("main textarea").fill("Typed in a tunnel")

    page.context.set_offline(True)
    page.get_by_role("button", name="Continue").click()
    alert.wait_for()
    assert "You are not connected at the moment" in alert.inner_text()
    assert page.locator("main textarea").input_value() == "Typed in a tunnel"
    check_page(page)

    question = page.url
    page.context.set_offline(False)
    page.wait_for_timeout(1_100)  # within a second it would be a double click
    press(page, "Continue")
    page.goto(question)
    assert page.locator("main textarea").input_value() == "Typed in a tunnel"
    assert alert.count() == 0


def test_a_place_team_writes_apart_and_sends_together(
    browser: Browser, site: Site
) -> None:
    # given: a lead who starts a team and invites two others
    lead = open_page(browser)
    lead.goto(f"{site.url}/apply/lehc-7/team/")
    sign_in(lead, site, "lena.lead@example.org", name="Lena Lead")
    lead.get_by_label("What is your team called?").fill("Slough Together")
    lead.get_by_label("Which place are you from?").fill("slough")
    press(lead, "Start the team")
    team_url = lead.url
    check_page(lead)
    members = {
        "mo.member@example.org": "Mo Member",
        "mia.member@example.org": "Mia Two",
    }
    for email, name in members.items():
        press(lead, "Invite somebody")
        lead.locator("main input[name=name]").fill(name)
        lead.locator("main input[name=email]").fill(email)
        press(lead, "Send the invitation")
        lead.goto(team_url)

    # when: each joins by their link and writes their own part; the lead the shared one
    pages = {"lena.lead@example.org": lead}
    for email, name in members.items():
        pages[email] = open_page(browser)
        pages[email].goto(read_link(site.postbox.wait_for(email)))
        press(pages[email], "Sign in to join")
        sign_in(pages[email], site, email, name=name)
        press(pages[email], "Join the team")
    for index, page in enumerate(pages.values()):
        page.goto(f"{site.url}/applications/")
        follow(page.locator("main a[href^='/applications/']").first)
        own = PARTS if index == 0 else PARTS[:-1]
        follow(page.get_by_role("link", name="Your organisation", exact=True))
        page.locator("main input[name=name]").fill(f"Slough Partner {index}")
        page.locator("main input[type=radio]").nth(index).check()
        press(page, "Continue")
        for part in own:
            if page.get_by_role("link", name=part, exact=True).count():
                answer_task(page, part)
        name_sponsor(page, f"sponsor{index}@example.org")
        press(page, "Continue")
        follow(page.get_by_role("link", name="Check your part and sign it off"))
        press(page, "Continue")
        while heading(page) != "Sign off your part":
            page.locator("main input[type=radio]").last.check()
            press(page, "Continue")
        press(page, "Sign off my part")

    # then: once all have signed off the lead sends it, and everyone hears of it
    lead.goto(team_url)
    press(lead, "Send the application")
    press(lead, "Send our application")
    check_page(lead)
    for email in pages:
        letter = site.postbox.wait_for(email, "We have the application")
        assert "Slough Together" in letter


@pytest.mark.parametrize("is_phone", [True, False])
def test_public_pages_are_for_everybody(
    browser: Browser, site: Site, is_phone: bool
) -> None:
    page = open_page(browser, is_phone=is_phone)
    for path in PUBLIC:  # one window: in a fresh one axe takes four times as long
        page.goto(f"{site.url}{path}")
        assert heading(page)
        check_page(page)
