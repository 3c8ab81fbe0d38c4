from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlparse, urlsplit

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect

from lehc.accounts.enums import Role
from lehc.conversations.browser import COOKIE as VOICE
from lehc.programmes.rules import get_grants
from lehc.site.caching import LARGEST_PAGE, PageStore, store
from lehc.site.models import renew_site
from lehc.site.queries import stories_under
from lehc.site.rules import WRITERS

Page = Callable[[HttpRequest], HttpResponse]
SAFE = frozenset({"GET", "HEAD"})
# What makes a page somebody's own: a session, or a voter's key in a conversation.
OWN_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, VOICE})
# Pages that show everybody else the same. A page with a form (such as `ask`, or the
# first of a conversation) is never kept: it carries the visitor's own token.
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
        "contact",
        "conversations",
        "dates",
        "decisions",
        "flyer",
        "flyer_easy_read",
        "place",
        "places",
        "record",
        "results",
        "timeline",
        "accessibility",
        "cookies",
        "privacy_notice",
    ]
)
# Whose changes may show on public pages: who writes them, and who moderates.
CHANGERS = WRITERS | {Role.CO_PRODUCER, Role.FACILITATOR}
# What anybody may take back, and what must then leave every page at once. Votes and
# new statements show within a minute: results are counted anew as seldom.
TAKING_BACK = frozenset({"withdraw", "my_statement_take_back", "my_data_erase"})
PARAMETERS = frozenset({"page"})
TAG_PAGES = frozenset({"tag_archive", "tag_feed_rss", "tag_feed_atom"})


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
        if not OWN_COOKIES.isdisjoint(request.COOKIES):
            response = self.get_response(request)
            if not response.has_header("Cache-Control"):
                response["Cache-Control"] = "private, no-cache"
            return response
        if not (settings.KEEPS_PAGES and may_be_shared(request)):
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
        match, person = request.resolver_match, getattr(request, "user", None)
        takes_back = match is not None and match.url_name in TAKING_BACK
        if takes_back or (person is not None and is_changer(person)):
            renew_site()
        return response


class LivePagesMiddleware(RedirectMiddleware):
    """Wagtail's redirects, except to what is not there (any more).

    That is a page taken down, or a tag without a public story. Browsers keep a
    redirect for good, and this one would lead to nothing. Wagtail is asked only where
    one begins with the address: it looks for its site first, which takes long.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        if response.status_code != HTTPStatus.NOT_FOUND or not is_led_on(request):
            return response
        found: HttpResponse = super().process_response(request, response)
        if found is response:
            return response
        path = Redirect.normalise_path(request.path)
        gone = Redirect.objects.filter(old_path=path, redirect_page__live=False)
        return response if gone.exists() or is_empty_tag(found["Location"]) else found


def is_led_on(request: HttpRequest) -> bool:
    """Whether a redirect begins with this path, as it was sent or with its letters."""
    sent = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    path = urlparse(sent).path
    begins = Q(old_path__startswith=path) | Q(old_path__startswith=uri_to_iri(path))
    return Redirect.objects.filter(begins).exists()


def is_empty_tag(address: str) -> bool:
    """Whether it is that of a tag's archive or feed, and no public story has it."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return False
    is_of_tag = match.url_name in TAG_PAGES
    return is_of_tag and not stories_under(match.kwargs["slug"]).exists()


def is_changer(person: Any) -> bool:
    return any(role in CHANGERS for role, _, _ in get_grants(person))


def may_be_shared(request: HttpRequest) -> bool:
    """Whether the answer depends on nothing but the address."""
    return PARAMETERS.issuperset(request.GET) and not (
        "HX-Request" in request.headers or "X-Requested-With" in request.headers
    )


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        request.method == "GET"
        and match is not None
        and match.url_name in KEPT
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not getattr(request, "is_preview", False)
        and len(response.content) <= LARGEST_PAGE
    )
