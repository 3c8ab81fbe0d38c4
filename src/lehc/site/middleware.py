from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from lehc.programmes.rules import get_grants
from lehc.site.caching import LARGEST_PAGE, PageStore, store
from lehc.site.models import renew_site
from lehc.site.rules import WRITERS

Page = Callable[[HttpRequest], HttpResponse]
SAFE = frozenset({"GET", "HEAD"})
# Pages that show everybody who is not signed in the same.
KEPT = frozenset(
    [
        "home",
        "stories",
        "wagtail_serve",
        "tag_archive",
        "author_archive",
        "month_archive",
        "place_archive",
        "feed_rss",
        "feed_atom",
        "tag_feed_rss",
        "tag_feed_atom",
        "sitemap",
        "cohort",
        "cohorts",
        "about",
        "partners",
        "dates",
        "timeline",
    ]
)
PARAMETERS = frozenset({"page"})


class WholePageMiddleware:
    """Answers from kept pages whoever has no session; keeps no page of anybody's own.

    Stands before everything that reads a session. A page is kept only if it sets no
    cookie. What the team changes throws every kept page away.
    """

    def __init__(self, get_response: Page, pages: PageStore = store) -> None:
        self.get_response = get_response
        self.pages = pages

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE:
            return self.answer_change(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response = self.get_response(request)
            if not response.has_header("Cache-Control"):
                response["Cache-Control"] = "private, no-cache"
            return response
        if not (
            settings.KEEPS_PAGES and request.method == "GET" and may_be_shared(request)
        ):
            return self.get_response(request)
        return self.answer_everybody(request)

    def answer_everybody(self, request: HttpRequest) -> HttpResponse:
        key = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
        page = self.pages.find(key)
        if page is not None:
            return page.answer(request)
        version = self.pages.find_version()
        response = self.get_response(request)
        if not may_be_kept(request, response):
            return response
        patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
        return self.pages.keep(key, response, version).answer(request)

    def answer_change(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        person = getattr(request, "user", None)
        if person is not None and any(
            role in WRITERS for role, _, _ in get_grants(person)
        ):
            renew_site()
        return response


def may_be_shared(request: HttpRequest) -> bool:
    """Whether the answer depends on nothing but the address."""
    return PARAMETERS.issuperset(request.GET) and not (
        "HX-Request" in request.headers or "X-Requested-With" in request.headers
    )


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        match is not None
        and match.url_name in KEPT
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not getattr(request, "is_preview", False)
        and len(response.content) <= LARGEST_PAGE
    )
