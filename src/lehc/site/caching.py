"""Whole public pages kept in the memory of a web process."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from lehc.site.models import read_site_version

MOST_PAGES = 500
LARGEST_PAGE = 400_000
# What changes with time alone, such as a call that opens, shows after this long.
KEEP_SECONDS = 60.0
# How long a process goes on with the version it knows: a change shows within a second.
LOOK_SECONDS = 0.5
# A caching proxy asks again after a second; a browser asks each time.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-if-error=600"
DROPPED = frozenset({"content-length", "etag", "cache-control"})


@dataclass(frozen=True)
class KeptPage:
    """A page as it goes out, plain and compressed, until when."""

    version: int
    until: float
    headers: tuple[tuple[str, str], ...]
    plain: bytes
    compressed: bytes
    etag: str

    def answer(self, request: HttpRequest) -> HttpResponse:
        small = "gzip" in request.headers.get("Accept-Encoding", "")
        etag = f'"{self.etag}-gz"' if small else f'"{self.etag}"'
        if etag in request.headers.get("If-None-Match", ""):
            response: HttpResponse = HttpResponseNotModified()
        else:
            response = HttpResponse(self.compressed if small else self.plain)
            if small:
                response["Content-Encoding"] = "gzip"
        for name, value in self.headers:
            response[name] = value
        response["ETag"] = etag
        return response


class PageStore:
    """The newest pages of one process, each under its whole address."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.pages: OrderedDict[str, KeptPage] = OrderedDict()
        self.version = 0
        self.looked_at = -KEEP_SECONDS

    def find_version(self) -> int:
        """The site's version, at most half a second old."""
        now = self.clock()
        if now - self.looked_at >= LOOK_SECONDS:
            self.version, self.looked_at = read_site_version(), now
        return self.version

    def find(self, key: str) -> KeptPage | None:
        page = self.pages.get(key)
        if page is None:
            return None
        if page.version != self.find_version() or page.until < self.clock():
            self.pages.pop(key, None)
            return None
        return page

    def keep(self, key: str, response: HttpResponse, version: int) -> KeptPage:
        """Keep a page that was drawn while `version` held, and return it."""
        body = response.content
        headers = [
            (name, value)
            for name, value in response.items()
            if name.lower() not in DROPPED
        ]
        page = KeptPage(
            version=version,
            until=self.clock() + KEEP_SECONDS,
            headers=(*headers, ("Cache-Control", CACHE_CONTROL)),
            plain=body,
            compressed=gzip.compress(body, 6, mtime=0),
            etag=hashlib.sha256(body).hexdigest()[:20],
        )
        self.pages[key] = page
        while len(self.pages) > MOST_PAGES:
            self.pages.popitem(last=False)
        return page

    def forget(self) -> None:
        self.pages.clear()
        self.looked_at = -KEEP_SECONDS


store = PageStore()
