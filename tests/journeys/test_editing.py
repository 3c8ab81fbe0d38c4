"""An editor tells a story, another reads it through, and everybody finds it."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.journeys.running_site import Site
from tests.journeys.steps import become, check_page, follow, heading, open_page

TITLE = "What the allotment taught us"
WORDS = "We asked first, and dug after."
INTRODUCTION = "Neighbours grew food, then trust, and then a plan."
STORY = "/stories/what-the-allotment-taught-us/"


def test_an_editor_writes_and_another_publishes(browser: Browser, site: Site) -> None:
    visitor = open_page(browser, is_phone=True)
    editor = open_page(browser)
    become(editor, site, "Editor")
    asked = list_foreign_requests(editor, site)
    write_story(editor, site)
    choose_action(editor, "Submit to Moderators approval")
    assert "submitted for moderation" in editor.inner_text(".messages")
    assert asked == []

    unread = visitor.goto(f"{site.url}{STORY}")
    assert unread is not None
    assert unread.status == 404
    lead = open_page(browser)
    become(lead, site, "Programme lead")
    lead.goto(f"{site.url}/editing/")
    follow(lead.get_by_role("link", name=TITLE).first)
    lead.locator("form[data-w-unsaved-has-edits-value=false]").wait_for()
    lead.locator("#id_introduction").fill(INTRODUCTION)  # said better, on the way
    choose_action(lead, "Approve and Publish")
    faults = [row for row in lead.locator(".error-message").all_inner_texts() if row]
    assert faults == []
    assert "has been updated" in lead.inner_text(".messages")

    visitor.goto(f"{site.url}/stories/")
    visitor.wait_for_timeout(1_000)  # what is published shows within a second
    visitor.reload()
    follow(visitor.get_by_role("link", name=TITLE))
    assert heading(visitor) == TITLE
    assert INTRODUCTION in visitor.inner_text("main")
    assert WORDS in visitor.inner_text("main")
    check_page(visitor)


def list_foreign_requests(page: Page, site: Site) -> list[str]:
    """What the page asks of anybody else, as it happens."""
    asked: list[str] = []

    def note(url: str) -> None:
        if not url.startswith((site.url, "data:", "blob:")):
            asked.append(url)

    page.on("request", lambda request: note(request.url))
    return asked


def write_story(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/editing/")
    follow(page.get_by_role("link", name="Pages created in LEHC"))
    follow(page.get_by_role("link", name="Explore child pages of 'Stories'"))
    follow(page.get_by_role("link", name="Add child page").first)
    if page.url.endswith("/add_subpage/"):
        follow(page.get_by_role("link", name="Story", exact=True))
    page.locator("#id_title").press_sequentially(TITLE)
    page.locator("#id_introduction").fill("Neighbours grew food, and then a plan.")
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Text", exact=True).click()
    page.locator("[contenteditable=true]").first.click()
    page.keyboard.type(WORDS)
    # The editor hands its words to the form after a while.
    page.locator(f"input[name=body-0-value][value*='{WORDS}']").wait_for(
        state="attached"
    )


def choose_action(page: Page, name: str) -> None:
    menu = page.get_by_role("button", name="More actions").last
    # Only the editor's script says whether it is open; before, nothing opens it.
    menu.and_(page.locator("[aria-expanded]")).click()
    follow(page.get_by_role("button", name=name, exact=True))
