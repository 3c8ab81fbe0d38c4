"""The search on the site."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lehc.site.finding import find_pages, read_question
from lehc.site.models import SearchText
from lehc.site.presenters import show_found
from lehc.site.queries import fetch_pages

FOUND_A_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Pages with all the words; where there is none, those with some of them."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()
    question = read_question(asked)
    rows = find_pages(question) if question else SearchText.objects.none()
    has_all = True
    if question and len(question.parts) > 1 and not rows.exists():
        rows, has_all = find_pages(question, needs_all=False), False
    page = Paginator(rows, FOUND_A_PAGE).get_page(request.GET.get("page"))
    texts = list(page.object_list)
    pages = fetch_pages([text.pk for text in texts])
    context = {
        "asked": asked,
        "question": question,
        "has_all": has_all,
        "found": page,
        "shown": [show_found(text, pages[text.pk]) for text in texts],
    }
    response = render(request, "site/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
