"""Assessing as four people meet it, who must not see the same things."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.journeys.running_site import Site, read_link
from tests.journeys.steps import (
    become,
    check_page,
    heading,
    open_page,
    press,
    sign_in,
)

DESK = "/desk/lehc-7"
CHAIR = "chair@panel.example"
FIND_LARGEST = (
    "from lehc.assessment.models import Tally;"
    "print(Tally.objects.order_by('-spread', '-median', 'pk')[0].application.reference)"
)


def invite_chair(page: Page, site: Site) -> None:
    """The coordinator invites a chair, and opens the pages of their own work."""
    become(page, site, "Coordinator")
    page.goto(f"{site.url}{DESK}/assessment/assessors/new/")
    page.get_by_label("What is their e-mail address?").fill(CHAIR)
    page.get_by_label("What is their name?").fill("Casey Chair")
    page.get_by_label("Chair the panel").check()
    press(page, "Invite them")
    for path in (
        "assessment/",
        "assessment/payments/",
        "assessment/easy-read/",
        "assessment/swaps/",
        "assessment/second-looks/",
        "assessment/feedback/",
        "panel/calibration/",
    ):
        page.goto(f"{site.url}{DESK}/{path}")
        check_page(page)


def read_with_a_screen_reader(page: Page, site: Site) -> None:
    """One thing after the other, by headings and names alone; then the time."""
    become(page, site, "Assessor")
    page.goto(f"{site.url}/assessing/lehc-7/declare/")
    page.locator("main input[name=no_conflict_with_rest]").check()
    press(page, "Keep these declarations")
    page.goto(f"{site.url}/assessing/lehc-7/reading/")
    check_page(page)
    page.get_by_label("Show me one thing after the other").check()
    press(page, "Save")
    press(page, "Read the next one")
    check_page(page)
    # the order in which a screen reader meets the page: words first, then the scores
    order = page.locator("main").aria_snapshot()
    assert order.index("heading") < order.index("Your scores") < order.index("radio")
    assert "level=3" in order[: order.index("Your scores")]  # questions are headings
    for line in page.locator("main").get_by_role("group").all():
        if line.get_by_role("radio").count():
            line.get_by_role("radio").nth(2).press("Space")
    page.get_by_label("About how many minutes").fill("25")
    press(page, "Send your review")
    assert heading(page) == "Your applications to read"


def ask_to_be_paid(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/assessing/lehc-7/payment/")
    check_page(page)
    page.get_by_label("How much did you spend").fill("4.20")
    page.get_by_label("What did you spend it on?").fill("Two buses")
    page.get_by_label("I have read what payments can mean").check()
    press(page, "Ask for this payment")
    assert "Two buses" in page.locator("main").inner_text()


def declare_as_chair(page: Page, site: Site, reference: str) -> None:
    """A conflict with the one that is disputed most; none with the others."""
    page.goto(read_link(site.postbox.wait_for(CHAIR)))
    sign_in(page, site, CHAIR)
    name = site.run(
        "shell",
        "-v",
        "0",
        "-c",
        "from lehc.recruitment.models import Application;"
        f"print(Application.objects.get(reference='{reference}').person)",
    ).strip()
    page.goto(f"{site.url}/assessing/lehc-7/declare/")
    while page.locator("main input[name=no_conflict_with_rest]").count():
        mine = page.get_by_label(f"with {name}?")
        if mine.count():
            mine.select_option("knows")
        page.locator("main input[name=no_conflict_with_rest]").check()
        press(page, "Keep these declarations")


def test_an_assessor_a_chair_and_a_coordinator(browser: Browser, site: Site) -> None:
    # given: a chair who was invited, and an assessor who reads by a screen reader
    coordinator = open_page(browser)
    invite_chair(coordinator, site)
    assessor = open_page(browser, is_phone=True)
    read_with_a_screen_reader(assessor, site)
    ask_to_be_paid(assessor, site)

    # when: the chair declares a conflict with the most disputed application
    reference = site.run("shell", "-v", "0", "-c", FIND_LARGEST).strip()
    chair = open_page(browser)
    declare_as_chair(chair, site, reference)

    # then: it is nowhere on the chair's pages, and on the coordinator's it comes first
    for path in ("panel/", "panel/pack/", "panel/?sort=reference"):
        chair.goto(f"{site.url}{DESK}/{path}")
        assert reference not in chair.locator("main").inner_text()
    chair.goto(f"{site.url}{DESK}/panel/calibration/")
    check_page(chair)
    answer = chair.goto(f"{site.url}{DESK}/panel/{reference}/")
    assert answer is not None
    assert answer.status == 404
    coordinator.goto(f"{site.url}{DESK}/panel/")
    check_page(coordinator)
    first = coordinator.locator("main table a").first.inner_text()
    assert first == reference

    # and: the coordinator sees what is to be paid, and nobody else does
    coordinator.goto(f"{site.url}{DESK}/assessment/payments/")
    assert "Two buses" in coordinator.locator("main").inner_text()
    assert chair.goto(f"{site.url}{DESK}/assessment/payments/").status == 404  # type: ignore[union-attr]


def test_anybody_reads_what_weighs_how_much(browser: Browser, site: Site) -> None:
    page = open_page(browser, is_phone=True)
    page.goto(f"{site.url}/cohorts/lehc-7/scoring/")
    check_page(page)
    assert "Set by the co-production group" in page.locator("main").inner_text()
    become(page, site, "Co-producer")
    page.goto(f"{site.url}{DESK}/assessment/rubric/")
    check_page(page)
    press(page, "Start the next version")
    check_page(page)
    press(page, "Publish this rubric")
    check_page(page)
