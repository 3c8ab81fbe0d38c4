"""Stories that belong together: under a tag, by somebody, of a month, from a place."""

from __future__ import annotations

import datetime as dt

from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lehc.site.models import STORIES_A_PAGE, Author, StoryQuerySet
from lehc.site.preloading import fetch_for
from lehc.site.presenters import Archive, describe_archive, show_author, show_tag
from lehc.site.queries import (
    get_place,
    get_tag,
    stories_by,
    stories_from,
    stories_of_month,
    stories_tagged,
)


@require_safe
def tag_archive(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_tag(slug)
    return show_archive(request, show_tag(tag), stories_tagged(tag))


@require_safe
def tag_archive_page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Where blogs keep their second pages: old links still arrive."""
    return HttpResponsePermanentRedirect(
        f"{reverse('tag_archive', args=[slug])}?page={number}"
    )


@require_safe
def author_archive(request: HttpRequest, slug: str) -> HttpResponse:
    author = get_object_or_404(Author, slug=slug)
    return show_archive(request, show_author(author), stories_by(author))


@require_safe
def month_archive(request: HttpRequest, year: str, month: str) -> HttpResponse:
    stories = stories_of_month(int(year), int(month))
    if len(month) == 1 and stories.exists():
        query = request.META["QUERY_STRING"]
        address = f"/{year}/0{month}/" + (f"?{query}" if query else "")
        return HttpResponsePermanentRedirect(address)
    heading = f"Stories of {dt.date(int(year), int(month), 1):%B %Y}"
    return show_archive(request, Archive(heading, request.path), stories)


@require_safe
def place_archive(request: HttpRequest, code: str) -> HttpResponse:
    place = get_place(code)
    archive = Archive(f"Stories from {place.name}", request.path)
    return show_archive(request, archive, stories_from(place))


def show_archive(
    request: HttpRequest, archive: Archive, stories: StoryQuerySet
) -> HttpResponse:
    """A page of ten, newest first, in full or in short.

    Raises Http404 where nothing public belongs there.
    """
    stories = stories.with_body() if archive.shows_full else stories.for_lists()
    pages = Paginator(stories, STORIES_A_PAGE)
    if not pages.count:
        raise Http404
    page = pages.get_page(request.GET.get("page"))
    shown = list(page.object_list)
    address = archive.full_address
    if page.number > 1:
        address = f"{address}?page={page.number}"
    context = {
        "archive": archive,
        "stories": page,
        "shown": shown,
        "address": address,
        "things": [describe_archive(archive, shown)],
    }
    with fetch_for(shown if archive.shows_full else ()):
        return render(request, "site/archive.html", context)
