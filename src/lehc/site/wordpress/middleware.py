from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.utils.cache import patch_cache_control

from lehc.site.wordpress.forwarding import (
    QUERY_KEYS,
    find_new_address,
    read_asked,
)

GetResponse = Callable[[HttpRequest], HttpResponse]
A_DAY = 24 * 60 * 60


class OldAddressMiddleware:
    """Leads the old blog's addresses to what they have become.

    What answers here comes first: only an address that nothing answers is looked up,
    and the first page when it is asked with one of WordPress's own queries.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        if request.path == "/" and QUERY_KEYS.intersection(request.GET):
            return lead_on(request) or self.get_response(request)
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND:
            return response
        return lead_on(request) or response


def lead_on(request: HttpRequest) -> HttpResponse | None:
    """A redirect for good, which may be forgotten after a day in case a page moves."""
    address = find_new_address(read_asked(request.path, request.GET.dict()))
    if address is None or address == request.path:
        return None
    response = HttpResponsePermanentRedirect(address)
    patch_cache_control(response, max_age=A_DAY, public=True)
    return response
