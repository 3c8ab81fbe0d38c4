from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve as serve_found

from lehc.site.models.base import HOME_DEPTH


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """A page of the site, found by its whole address.

    Wagtail would go down from the home page, with two queries for each part of the
    address. One site holds all pages, and none has addresses of its own below it.
    """
    parts = [part for part in path.split("/") if part]
    pages = Page.objects.live().filter(depth=HOME_DEPTH + len(parts))
    if parts:
        pages = pages.filter(slug=parts[-1])
    below_home = "".join(f"{part}/" for part in parts)
    found = (
        RouteResult(page, [], {})
        for page in pages.specific()
        if page.url_path.split("/", 2)[2] == below_home
    )
    request._wagtail_route_for_request = next(found, None)  # type: ignore[attr-defined]
    return serve_found(request, path)
