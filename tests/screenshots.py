"""Takes the README's pictures afresh, from the demonstration: `make screenshots`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser import set_up_browser
from tests.journeys.running_site import Site, run_site
from tests.journeys.steps import become, open_page, press

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
DESK = "/desk/lehc-7"
FIX = (
    "from lehc.selection.models import Run;"
    "day = '2026-11-23T10:00Z';"
    "Run.objects.update(fixed_at=day, settled_at=day, fixed_reason='Agreed.')"
)


def take(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")


def take_all(page: Page, phone: Page, site: Site) -> None:
    page.goto(site.url)
    take(page, "home")
    become(phone, site, "Applicant")
    phone.goto(f"{site.url}/applications/")
    phone.locator("main a[href^='/applications/']").first.click()
    phone.get_by_role("heading", name="Your application").wait_for()
    take(phone, "tasks-phone")
    phone.goto(f"{phone.url}questions/with-people/")
    take(phone, "question-phone")
    become(page, site, "Coordinator")
    for name, path in (("today", ""), ("panel", "panel/"), ("targets", "selection/")):
        page.goto(f"{site.url}{DESK}/{path}")
        take(page, name)
    press(page, "Find the best cohort")
    page.get_by_role("heading", name="A cohort that meets every target").wait_for()
    number = page.url.rstrip("/").split("/")[-1]
    site.run("shell", "-v", "0", "-c", FIX)
    page.goto(f"{site.url}/certificates/{number}/")
    take(page, "certificate")
    become(phone, site, "Participant")
    phone.goto(f"{site.url}/my-cohorts/lehc-6/")
    take(phone, "cohort-phone")


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        run_site(Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(**set_up_browser())
        take_all(open_page(browser), open_page(browser, is_phone=True), site)


if __name__ == "__main__":
    main()
