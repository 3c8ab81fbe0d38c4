"""From reading applications to a cohort whose people have accepted their places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.running_site import PATIENCE_SECONDS, Site, read_link
from tests.journeys.steps import (
    become,
    check_page,
    follow,
    heading,
    open_page,
    press,
    sign_in,
)

DESK = "/desk/lehc-7"
TAKES_IT = "alan.ryan@coventry-primary-care-network.example"
# Somebody who waits can take this place within the targets: not so with every place.
GIVES_IT_UP = "david.richards@reading-safer-streets-team.example"
CLOSE_THE_CALL = (
    "from datetime import timedelta;"
    "from django.utils import timezone;"
    "from lehc.recruitment.models import Call;"
    "Call.objects.update(closes_at=timezone.now() - timedelta(hours=1))"
)


def read_one(page: Page, site: Site) -> None:
    """An assessor declares, reads the next application and sends scores."""
    become(page, site, "Assessor")
    page.goto(f"{site.url}/assessing/lehc-7/")
    check_page(page)
    page.goto(f"{site.url}/assessing/lehc-7/declare/")
    check_page(page)
    page.locator("main input[name=no_conflict_with_rest]").check()
    press(page, "Keep these declarations")
    press(page, "Read the next one")
    check_page(page)
    for line in page.locator("main fieldset").all():
        line.locator("input[type=radio]").nth(3).check()
    press(page, "Send your review")
    assert heading(page) == "Your applications to read"


def check_the_rest(page: Page, site: Site) -> None:
    """A coordinator marks what has not been checked, and the panel what it decides."""
    become(page, site, "Coordinator")
    page.goto(f"{site.url}{DESK}/applications/?state=submitted")
    check_page(page)
    for box in page.locator("main input[name=chosen]").all():
        box.check()
    press(page, "Mark as eligible")
    assert "eligible" in page.locator("main").inner_text()
    page.goto(f"{site.url}{DESK}/panel/")
    check_page(page)
    follow(page.locator("main table a").first)
    check_page(page)
    page.get_by_label("Put forward", exact=True).check()
    page.locator("main textarea").fill("We talked it through and agree.")
    press(page, "Record this decision")


def choose(page: Page, site: Site) -> str:
    """Find the best cohort and fix it; the address of its page."""
    page.goto(f"{site.url}{DESK}/selection/")
    check_page(page)
    assert "The targets can be met" in page.locator("main").inner_text()
    page.get_by_label("Seed (optional)").fill("2026")
    press(page, "Try it")
    found = page.get_by_role("heading", name="A cohort that meets every target")
    found.wait_for(timeout=1000 * PATIENCE_SECONDS)  # the worker lets visitors go first
    check_page(page)
    run = page.url
    page.locator("main textarea").fill("Agreed by the panel.")
    press(page, "Fix and write the letters")
    page.get_by_text("letter now waits in the outbox").wait_for()
    return run


def verify(page: Page, site: Site, run: str, folder: Path) -> str:
    """Download what the run used, and let the command line check the certificate."""
    paths = []
    for name in ("certificate.json", "people.csv", "targets.csv"):
        answer = page.request.get(f"{run}{name}")
        path = folder / name
        path.write_bytes(answer.body())
        paths.append(str(path))
    return site.run("verify", *paths)


def send_all_letters(page: Page, site: Site) -> None:
    page.goto(f"{site.url}{DESK}/outbox/")
    check_page(page)
    follow(page.get_by_role("button", name=re.compile("^Send all")))
    check_page(page)
    follow(page.get_by_role("button", name=re.compile(r"^Send \d+ letter")))


def test_from_reading_to_a_cohort(browser: Browser, site: Site, tmp_path: Path) -> None:
    # given: applications read by assessors, decided by the panel, and a closed call
    page = open_page(browser)
    read_one(page, site)
    check_the_rest(page, site)
    site.run("shell", "-v", "0", "-c", CLOSE_THE_CALL)

    # when: the team finds the best cohort, fixes it and sends the letters together
    run = choose(page, site)
    assert "holds" in verify(page, site, run, tmp_path)
    send_all_letters(page, site)

    # then: anybody can read the certificate, and it names nobody
    anyone = open_page(browser, is_phone=True)
    number = run.rstrip("/").split("/")[-1]
    anyone.goto(f"{site.url}/certificates/{number}/")
    check_page(anyone)
    assert "2026" in anyone.locator("main").inner_text()

    # and: one who is offered a place accepts, and finds their cohort and its dates
    offered = site.postbox.wait_for_many("/offer/", 24)
    assert len(offered) == 24
    assert {TAKES_IT, GIVES_IT_UP} <= set(offered)
    person = open_page(browser, is_phone=True)
    person.goto(read_link(site.postbox.wait_for(TAKES_IT)))
    sign_in(person, site, TAKES_IT)
    check_page(person)
    press(person, "Take the place")
    person.locator("main input[type=checkbox]").check()
    press(person, "Take my place")
    person.get_by_role("link", name="Go to your cohort's page").wait_for()
    person.goto(f"{site.url}/my-cohorts/lehc-7/")
    check_page(person)
    assert "Come to Beginning together" in person.locator("main").inner_text()
    calendar = person.get_by_role("link", name="Open the dates in your calendar")
    feed = person.request.get(calendar.get_attribute("href"))
    assert feed.text().count("BEGIN:VEVENT") == 8

    # and: one declines, and the place is filled so that the balance holds
    other = open_page(browser)
    other.goto(read_link(site.postbox.wait_for(GIVES_IT_UP)))
    sign_in(other, site, GIVES_IT_UP)
    press(other, "I can't take it")
    press(other, "Give up my place")
    other.get_by_role("heading", name="Thank you for telling us").wait_for()
    page.goto(f"{site.url}{DESK}/selection/")
    press(page, "Fill from the waiting list")
    who = page.get_by_role("heading", name="Who takes the free places")
    who.wait_for(timeout=1000 * PATIENCE_SECONDS)
    page.locator("main textarea").fill("Next in balance.")
    press(page, "Fix and write the letters")
    page.goto(f"{site.url}{DESK}/offers/")
    check_page(page)


TEAM_PAGES = (
    "",
    "call/",
    "call/change/",
    "form/",
    "dates/",
    "applications/",
    "assessment/",
    "assessment/rubric/",
    "assessment/conflicts/",
    "panel/",
    "selection/",
    "selection/targets/",
    "selection/threshold/",
    "offers/",
    "outbox/",
    "participants/",
    "people/",
)


@pytest.mark.parametrize("is_phone", [True, False])
def test_working_pages_are_for_everybody(
    browser: Browser, site: Site, is_phone: bool
) -> None:
    page = open_page(browser, is_phone=is_phone)
    become(page, site, "Programme lead")
    for path in TEAM_PAGES:
        page.goto(f"{site.url}{DESK}/{path}")
        check_page(page)


@pytest.mark.parametrize(
    ("role", "paths"),
    [
        ("Applicant", ["/applications/", "/account/", "/account/data/"]),
        ("Place team lead", ["/applications/"]),
        ("Participant", ["/my-cohorts/", "/my-cohorts/lehc-6/"]),
        ("Facilitator", ["/facilitating/", f"{DESK}/participants/"]),
    ],
)
def test_everyones_own_pages_are_for_everybody(
    browser: Browser, site: Site, role: str, paths: list[str]
) -> None:
    page = open_page(browser, is_phone=True)
    become(page, site, role)
    for path in paths:
        page.goto(f"{site.url}{path}")
        check_page(page)
