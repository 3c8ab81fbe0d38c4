"""The public reads, searches, watches and asks for the newsletter."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route

from tests.factories.wordpress import (
    BLOG,
    make_author,
    make_comment,
    make_item,
    make_tag,
    make_term,
    save_export,
)
from tests.journeys.running_site import Site, read_link
from tests.journeys.steps import check_page, follow, heading, open_page, press

LARGEST_FIRST_LOAD = 100_000
STORY = "/stories/a-kitchen-table-became-the-front-door/"
PAGES = (
    "/stories/",
    "/tag/lehc/",
    STORY,
    "/author/programme-team/",
    "/search/?q=neighbours",
    "/newsletter/",
    "/newsletter/join/",
    "/contact/",
)
# Looked at with applying and with what is public of a programme
FIRST_VISITS = ("/", *PAGES, "/cohorts/lehc-7/", "/cohorts/lehc-7/flyer/", "/dates/")
FILM = "[embed]https://vimeo.com/12345[/embed]"
POST = (
    "<h2>By the river</h2><p>They met <strong>every</strong> week.</p>"
    "<table><tr><th>Year</th><th>People</th></tr><tr><td>2018</td><td>12</td></tr>"
    "</table><blockquote>We asked first.<cite>Ama</cite></blockquote>"
    "<pre>one long line of old code that is wider than any phone could ever show</pre>"
)


@pytest.fixture(scope="module")
def blog(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A blog taken over into the site, and what the command said."""
    folder: Path = tmp_path_factory.mktemp("blog")
    tags = make_term("post_tag", "rivers", "Rivers") + make_comment(
        1, "A comment", author="Bea"
    )
    path = save_export(
        folder,
        make_author("ama", "Ama Boateng"),
        make_tag("rivers", "Rivers"),
        make_item(1, POST, tags, title="An old post"),
        make_item(2, FILM, title="A film of ours"),
        make_item(3, POST, title="About the old blog", post_type="page"),
    )
    return site.run("import", "wordpress", str(path), "--comments")


def test_what_the_public_reads_is_for_everybody_on_a_phone(
    browser: Browser, site: Site
) -> None:
    page = open_page(browser, is_phone=True)
    for path in PAGES:
        page.goto(f"{site.url}{path}")
        assert heading(page)
        check_page(page)


@pytest.mark.parametrize("path", FIRST_VISITS)
def test_a_first_visit_is_light_and_asks_nobody_else(
    browser: Browser, site: Site, path: str
) -> None:
    """Under 100 kB without pictures, one stylesheet, one script, nobody else's."""
    page = open_page(browser)
    asked: list[Request] = []
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto(f"{site.url}{path}", wait_until="networkidle")

    kinds = [request.resource_type for request in asked]
    assert (kinds.count("stylesheet"), kinds.count("script")) == (1, 1)
    assert all(request.url.startswith(site.url) for request in asked)
    sizes = [request.sizes() for request in asked if request.resource_type != "image"]
    weight = sum(one["responseBodySize"] for one in sizes)
    assert 10_000 < weight < LARGEST_FIRST_LOAD, weight


def test_a_story_is_found_by_another_form_of_a_word(
    browser: Browser, site: Site
) -> None:
    page = open_page(browser, with_script=False)
    page.goto(site.url)
    field = page.get_by_label("Search the site")
    field.fill("meetings neighbour")
    with page.expect_navigation():
        field.press("Enter")

    assert heading(page) == "Search"
    assert page.locator("mark", has_text="neighbours").first.is_visible()
    check_words_are_kept(page, "meetings neighbour")
    follow(page.get_by_role("link", name="A kitchen table became the front door"))
    assert page.url == f"{site.url}{STORY}"


def check_words_are_kept(page: Page, words: str) -> None:
    assert page.get_by_label("What are you looking for?").input_value() == words


def test_a_phone_has_the_search_behind_a_link(browser: Browser, site: Site) -> None:
    page = open_page(browser, is_phone=True, with_script=False)
    page.goto(f"{site.url}/stories/")
    assert not page.get_by_label("Search the site").is_visible()
    follow(page.get_by_role("link", name="Search", exact=True))
    page.get_by_label("What are you looking for?").fill("zebra")
    press(page, "Search")
    assert page.get_by_text("Nothing found").is_visible()
    check_page_without_script(page)


def check_page_without_script(page: Page) -> None:
    assert page.locator("main h1").count() == 1
    assert page.get_by_role("link", name="Skip to main content").count() == 1


def test_the_newsletter_is_asked_for_and_confirmed_without_script(
    browser: Browser, site: Site
) -> None:
    page = open_page(browser, is_phone=True, with_script=False)
    page.goto(site.url)
    follow(page.get_by_role("link", name="Newsletter", exact=True))
    press(page, "Ask for it")
    assert page.get_by_text("There is a problem").is_visible()
    page.get_by_label("Your e-mail address").fill("reader@example.org")
    press(page, "Ask for it")
    assert heading(page) == "Check your e-mail"

    page.goto(read_link(site.postbox.wait_for("reader@example.org")))
    press(page, "Yes, send it to me")
    assert heading(page) == "You are on the list"


def test_each_newsletter_can_be_read_in_public(browser: Browser, site: Site) -> None:
    page = open_page(browser)
    page.goto(f"{site.url}/newsletter/")
    follow(page.get_by_role("link", name="What neighbours did next"))
    assert heading(page) == "What neighbours did next"
    check_page(page)


def test_a_film_plays_when_asked_and_not_before(
    browser: Browser, site: Site, blog: str
) -> None:
    page = open_page(browser)
    elsewhere: list[Request] = []

    def answer(route: Route) -> None:
        if route.request.url.startswith(site.url):
            route.continue_()
        else:
            elsewhere.append(route.request)
            route.fulfill(body="<title>A film</title><p>It plays.</p>")

    page.route("**/*", answer)
    page.goto(f"{site.url}/stories/post-2/", wait_until="networkidle")
    check_page(page)
    assert elsewhere == []

    page.get_by_role("button", name="Play it here").click()
    film = page.frame_locator("iframe.lehc-film__frame")
    assert film.get_by_text("It plays.").is_visible()
    [request] = elsewhere
    assert request.url == "https://player.vimeo.com/video/12345?dnt=1"
    assert request.headers["referer"] == f"{site.url}/"
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"


def test_a_film_is_a_link_without_script(
    browser: Browser, site: Site, blog: str
) -> None:
    page = open_page(browser, with_script=False)
    page.goto(f"{site.url}/stories/post-2/")
    assert not page.get_by_role("button", name="Play it here").is_visible()
    link = page.get_by_role("link", name="See it on Vimeo")
    assert link.get_attribute("href") == "https://vimeo.com/12345"


def test_a_blog_that_was_taken_over_reads_like_our_own(
    browser: Browser, site: Site, blog: str
) -> None:
    assert f"Import of “The old blog”, {BLOG}" in " ".join(blog.split())
    page = open_page(browser, is_phone=True)
    page.goto(f"{site.url}/2019/07/03/post-1/")
    assert page.url == f"{site.url}/stories/post-1/"
    assert heading(page) == "An old post"
    check_page(page)
    follow(page.get_by_role("link", name="Rivers"))
    assert page.url == f"{site.url}/tag/rivers/"
    check_page(page)
    page.goto(f"{site.url}/post-3/")
    assert heading(page) == "About the old blog"
    check_page(page)
    page.goto(f"{site.url}/search/?q=river+meet")
    assert page.get_by_role("link", name="An old post").is_visible()
