"""The public, tired and on a phone: what is it, when, how to ask; the team answers."""

from __future__ import annotations

import urllib.request

import pypdfium2
import zxingcpp
from icalendar import Calendar
from playwright.sync_api import Browser, Page

from tests.journeys.running_site import Site, read_link
from tests.journeys.steps import (
    become,
    check_page,
    follow,
    heading,
    open_page,
    press,
)

# Further ones are looked at with applying and with stories.
PUBLIC_PAGES = (
    "/timeline/",
    "/dates/",
    "/cohorts/lehc-6/",
    "/cohorts/lehc-7/flyer/",
    "/cohorts/lehc-7/flyer/easy-read/",
    "/ask/",
    "/tell-me/",
)
CLOSE = (
    "from datetime import timedelta;"
    "from django.utils import timezone;"
    "from lehc.recruitment.models import Call;"
    "Call.objects.update(closes_at=timezone.now() - timedelta(hours=1))"
)
OPEN_AGAIN = (
    "from datetime import timedelta;"
    "from django.utils import timezone;"
    "from lehc.recruitment.models import Call;"
    "Call.objects.update(closes_at=timezone.now() + timedelta(days=9))"
)


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310  our own
        content: bytes = answer.read()
    return content


def test_every_public_page_is_for_everybody_on_a_phone(
    browser: Browser, site: Site
) -> None:
    page = open_page(browser, is_phone=True)

    for path in PUBLIC_PAGES:
        page.goto(f"{site.url}{path}")
        assert heading(page)
        check_page(page)


def test_the_calendar_and_the_flyer_say_what_the_page_says(
    browser: Browser, site: Site
) -> None:
    page = open_page(browser)
    page.goto(f"{site.url}/cohorts/lehc-7/")
    follow(page.get_by_role("link", name="a flyer to print and pass on"))
    deadline = page.locator(".lehc-flyer__deadline strong").inner_text()

    calendar = Calendar.from_ical(fetch(f"{site.url}/dates.ics"))
    assert len(calendar.walk("VEVENT")) >= 8
    document = pypdfium2.PdfDocument(fetch(f"{site.url}/cohorts/lehc-7/flyer/a4.pdf"))
    text = " ".join(document[0].get_textpage().get_text_bounded().split())
    picture = document[0].render(scale=2).to_pil()
    document.close()
    assert deadline in text
    (code,) = zxingcpp.read_barcodes(picture)
    page.goto(code.text)
    assert "/apply/lehc-7/" in page.url
    check_page(page)


def test_a_question_is_asked_without_script_and_answered_by_e_mail(
    browser: Browser, site: Site
) -> None:
    visitor = open_page(browser, is_phone=True, with_script=False)
    visitor.goto(f"{site.url}/ask/")
    press(visitor, "Send your question")
    assert visitor.get_by_text("There is a problem").is_visible()
    visitor.get_by_label("Your name").fill("Ines Moreau")
    visitor.get_by_label("Your e-mail address").fill("ines@example.org")
    visitor.get_by_label("Dates and places").check()
    visitor.get_by_label("What would you like to ask?").fill(
        "Is there step-free access?"
    )
    press(visitor, "Send your question")
    assert heading(visitor) == "Your question is with us"

    page = open_page(browser)
    become(page, site, "Coordinator")
    page.goto(f"{site.url}/desk/lehc-7/enquiries/")
    assert heading(page) == "Enquiries"
    check_page(page)
    follow(page.get_by_role("link", name="Ines Moreau"))
    check_page(page)
    note(page, "Ask the venue first.")
    page.get_by_label("Your answer").fill("Yes, at every venue.")
    press(page, "Send the answer")
    check_page(page)
    assert "Yes, at every venue." in site.postbox.wait_for("ines@example.org")
    check_desk_of_the_programme(page, site)


def note(page: Page, words: str) -> None:
    page.get_by_label("Note for the team").fill(words)
    press(page, "Keep this note")
    assert page.get_by_text(words).is_visible()


def check_desk_of_the_programme(page: Page, site: Site) -> None:
    for path in ("timeline/", "timeline/visits/new/", "partners/", "partners/new/"):
        page.goto(f"{site.url}/desk/programmes/lehc/{path}")
        check_page(page)


def test_who_wishes_to_know_is_told_once_when_the_call_opens(
    browser: Browser, site: Site
) -> None:
    site.run("shell", "-c", CLOSE)
    page = open_page(browser, is_phone=True, with_script=False)
    page.goto(f"{site.url}/cohorts/lehc-7/")
    follow(page.get_by_role("link", name="Tell me when the next call opens"))
    page.get_by_label("Your e-mail address").fill("moss@example.org")
    press(page, "Tell me")
    page.goto(read_link(site.postbox.wait_for("moss@example.org")))
    press(page, "Yes, tell me")
    assert heading(page) == "We will tell you"

    site.run("shell", "-c", OPEN_AGAIN)
    site.run("housekeeping")
    site.run("housekeeping")
    site.postbox.wait_for("moss@example.org", "seventh cohort is open")
    letters = [
        row for row in site.postbox.letters if row["X-RcptTo"] == "moss@example.org"
    ]
    assert len(letters) == 2
