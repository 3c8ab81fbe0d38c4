from __future__ import annotations

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
)
from wagtail.models import Page

from lehc.site.models import BasePage, HomePage, Story
from lehc.site.models.base import HOME_DEPTH

READING = ["GET", "HEAD"]


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """A page of the site, found by its whole address.

    Wagtail would go down from the home page, with two queries for each part of the
    address. One site holds all pages, and none has addresses of its own below it. One
    that was made private is not there for others: Wagtail would ask for a password.

    Raises:
        Http404: there is none that this visitor may read.
    """
    page = find_page([part for part in path.split("/") if part])
    if page is None or not may_read(request, page):
        raise Http404
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    return page.serve(request)


def may_read(request: HttpRequest, page: Page) -> bool:
    doors = page.get_view_restrictions()
    return all(door.accept_request(request) for door in doors)


def find_page(parts: list[str]) -> Page | None:
    """The page in everybody's sight at an address below the home page."""
    facts: dict[str, Any] = {"depth": HOME_DEPTH + len(parts)}
    if parts:
        facts["slug"] = parts[-1]
    below_home = "".join(f"{part}/" for part in parts)
    likely = guess_kind(parts)
    if likely is not None:
        for page in likely.to_show().filter(**facts):
            if lies_at(page.url_path, below_home):
                return page
    pages = Page.objects.live().filter(**facts).specific()
    return next((page for page in pages if lies_at(page.url_path, below_home)), None)


def guess_kind(parts: list[str]) -> type[BasePage] | None:
    """What is asked for most is looked for at once, before pages of any kind."""
    if not parts:
        return HomePage
    return Story if parts[:-1] == ["stories"] else None


def lies_at(url_path: str, below_home: str) -> bool:
    return url_path.split("/", 2)[2] == below_home
