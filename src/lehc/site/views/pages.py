from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve as serve_found

from lehc.site.models.base import HOME_DEPTH, BasePage


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """A page of the site, found by its whole address.

    Wagtail would go down from the home page, with two queries for each part of the
    address. One site holds all pages, and none has addresses of its own below it.
    """
    page = find_page([part for part in path.split("/") if part])
    found = page and RouteResult(page, [], {})
    request._wagtail_route_for_request = found  # type: ignore[attr-defined]
    return serve_found(request, path)


def find_page(parts: list[str]) -> BasePage | None:
    """The page in everybody's sight at an address below the home page."""
    pages = Page.objects.live().filter(depth=HOME_DEPTH + len(parts))
    if parts:
        pages = pages.filter(slug=parts[-1])
    below_home = "".join(f"{part}/" for part in parts)
    for pk, kind, url_path in pages.values_list("pk", "content_type", "url_path"):
        if url_path.split("/", 2)[2] == below_home:
            model = ContentType.objects.get_for_id(kind).model_class()
            return model.fetch_shown(pk)
    return None
