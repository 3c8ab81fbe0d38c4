"""What people do in a browser, in words: used by every journey."""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.accessibility import find_violations
from tests.journeys.running_site import PATIENCE_SECONDS, Site, read_code

PHONE = {"width": 375, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
LONG_ANSWER = "We asked people in our street first, and did what they said."
TEXTS = {"phone": "01632 960 000", "place": "Reading"}
# What else axe looks at is the same in both schemes.
BY_COLOUR = ["color-contrast", "link-in-text-block"]


def check_page(page: Page) -> None:
    """No accessibility violations, in light and in dark, and nothing too wide."""
    found = find_violations(page)
    assert found == [], (page.url, found)
    page.emulate_media(color_scheme="dark")
    found = find_violations(page, runOnly=BY_COLOUR)
    assert found == [], (page.url, "dark", found)
    page.emulate_media(color_scheme="light")
    overflow = "document.documentElement.scrollWidth > window.innerWidth"
    assert not page.evaluate(overflow), f"{page.url} is wider than the screen"


def open_page(
    browser: Browser, *, is_phone: bool = False, with_script: bool = True
) -> Page:
    """A new browser of somebody's own: no cookies of anybody else's."""
    size = PHONE if is_phone else DESKTOP
    context: BrowserContext = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        java_script_enabled=with_script,
        reduced_motion="reduce",
    )
    context.set_default_timeout(60_000)  # a busy machine is slow, not broken
    return context.new_page()


def heading(page: Page) -> str:
    """The page's heading, without the caption that may stand above it."""
    return page.locator("main h1").first.inner_text().splitlines()[-1]


def press(page: Page, words: str) -> None:
    """Press the button, or follow the link that looks like one."""
    shown = page.locator("main").get_by_role("button", name=words, exact=True)
    link = page.locator("main").get_by_role("link", name=words, exact=True)
    follow(shown.or_(link).first)


def follow(target: Locator) -> None:
    """Click what leads to a page, and wait until that page is there.

    A click alone returns before the next page has begun, so what follows could meet
    either page, or none.
    """
    with target.page.expect_navigation():
        target.click()


def wait_until(page: Page, question: str, arg: Any = None) -> None:
    """Ask the page until the answer is yes.

    `wait_for_function` compiles the question in the page from the second time on,
    which our pages forbid.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not page.evaluate(question, arg):
        assert time.monotonic() < deadline, (page.url, question)
        page.wait_for_timeout(50)


def sign_in(page: Page, site: Site, email: str, *, name: str = "") -> None:
    """From the sign-in page: the address, the code from the letter, perhaps a name."""
    before = len(site.postbox.letters)
    page.get_by_label("Enter your e-mail address").fill(email)
    press(page, "Continue")
    code = read_code(site.postbox.wait_for(email, after=before))
    page.locator("main input[name=code]").fill(code)
    press(page, "Continue")
    if name and heading(page) == "What is your name?":
        page.locator("main input[name=name]").fill(name)
        press(page, "Continue")


def become(page: Page, site: Site, role: str) -> None:
    """In the demonstration: press the button under the role."""
    page.goto(f"{site.url}/demonstration/")
    form = page.locator(f"h2:text-is('{role}') ~ form >> nth=0")
    follow(form.get_by_role("button"))


def answer_task(page: Page, task: str) -> None:
    """Open a part of the task list and answer its questions until it is done."""
    follow(page.get_by_role("link", name=task, exact=True))
    for _ in range(12):
        if heading(page) == "Your application":
            return
        answer(page)
        press(page, "Continue")
    raise AssertionError(f"“{task}” has no end: {page.url}")


def name_sponsor(page: Page, email: str) -> None:
    """Ask somebody senior for their support."""
    follow(page.get_by_role("link", name="Your sponsor", exact=True))
    page.get_by_label("Their name").fill("Sam Sponsor")
    page.get_by_label("Their role").fill("Chief executive")
    page.get_by_label("Their e-mail address").fill(email)
    press(page, "Ask them")


def answer(page: Page) -> None:
    """Answer what the page asks, whatever it is."""
    main = page.locator("main")
    if main.locator("input[type=radio]").count():
        main.locator("input[type=radio]").first.check()
    for box in main.locator("textarea").all():
        box.fill(LONG_ANSWER)
    for field in main.locator("input[type=text], input:not([type])").all():
        key = re.sub(r".*/questions/([\w-]+)/.*", r"\1", page.url)
        field.fill(TEXTS.get(key, "Head of neighbourhoods"))
