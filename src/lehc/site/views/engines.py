"""What search engines ask for: the list of pages, and where it is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lehc.conversations.queries.access import list_public
from lehc.programmes.queries import get_site_programme, list_cohorts
from lehc.site.queries import list_public_pages, list_tags

PRODUCT_PAGES = (
    *("cohorts", "dates", "places", "conversations"),
    *("about", "partners", "timeline", "accessibility"),
)
CLOSED = ("/account/", "/desk/", "/editing/", "/search/")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    pages = list_public_pages()
    entries = [(page.get_url(request), page.last_published_at) for page in pages]
    entries += [(tag.get_absolute_url(), tag.newest) for tag in list_tags()]
    entries += [(reverse(name), None) for name in PRODUCT_PAGES]
    cohorts = list_cohorts(get_site_programme())
    entries += [(reverse("cohort", args=[row.slug]), None) for row in cohorts]
    slugs = list_public().values_list("slug", flat=True)
    entries += [(reverse("conversation", args=[slug]), None) for slug in slugs]
    context = {"base": settings.BASE_URL, "entries": entries}
    return render(request, "site/sitemap.xml", context, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
