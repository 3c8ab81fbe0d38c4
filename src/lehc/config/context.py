"""What every page shows around itself: names, navigation, footer."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from lehc.accounts.enums import EDITING_ROLES, TEAM_ROLES, Role
from lehc.design.frame import Link
from lehc.programmes.queries import find_programme
from lehc.programmes.rules import get_grants

PUBLIC_PAGES = (
    ("Cohorts", "cohorts"),
    ("Dates", "dates"),
    ("Places", "places"),
    ("Conversations", "conversations"),
    ("Stories", "stories"),
    ("About", "about"),
    ("Partners", "partners"),
    ("Contact", "contact"),
)
# Who helps with conversations and has no desk of the team to find them at.
HELPING_ROLES = frozenset({Role.FACILITATOR, Role.CO_PRODUCER})
# What a signed-in person finds in the navigation, by a role that they hold.
ROLE_PAGES = (
    (frozenset({Role.PARTICIPANT}), "Your cohorts", "my_cohorts"),
    (frozenset({Role.ASSESSOR}), "Assessing", "assessing"),
    (frozenset({Role.FACILITATOR}), "Facilitating", "facilitating"),
    (HELPING_ROLES, "Your conversations", "your_conversations"),
    (TEAM_ROLES, "Programme team", "desks"),
    (EDITING_ROLES, "Edit the site", "wagtailadmin_home"),
)
APPLICANT_PAGE = ("Your applications", "my_applications")
FOOTER_PAGES = (
    ("Ask us", "ask"),
    ("Newsletter", "newsletter_join"),
    ("Accessibility", "accessibility"),
    ("Cookies", "cookies"),
    ("Privacy", "privacy_notice"),
)
ATTRIBUTION = (
    "Names of places: Office for National Statistics, licensed under the Open "
    "Government Licence v3.0."
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Names and links for the frame of a page.

    One query, for the programme. A signed-in person's roles are read too, once a
    request: the page's own access check reads the same ones.
    """
    programme = find_programme(request)
    return {
        "site_name": programme.short_name if programme else "LEHC",
        "strapline": name_strapline(programme),
        "navigation": list_links(choose_pages(request), request.path),
        "footer_links": list_links(FOOTER_PAGES, ""),
        "home_url_name": "home",
        "search_url_name": "search",
        "sign_in_url_name": "account_login",
        "sign_out_url_name": "account_logout",
        "account_url_name": "account",
        "attribution": ATTRIBUTION,
        "is_demonstration": settings.DEMONSTRATION,
        "demonstration_url_name": "demonstration",
    }


def name_strapline(programme: Any) -> str:
    if programme is None:
        return "Leadership for Empowered and Healthy Communities"
    return programme.strapline or programme.name


def choose_pages(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Pages for everybody, and those of the person's roles; else of an applicant."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return PUBLIC_PAGES
    roles = {role for role, _, _ in get_grants(person)}
    own = tuple((label, name) for wanted, label, name in ROLE_PAGES if roles & wanted)
    return PUBLIC_PAGES + (own if roles else (APPLICANT_PAGE,))


def list_links(pages: tuple[tuple[str, str], ...], path: str) -> tuple[Link, ...]:
    """The pages that exist on this site, the one we are on marked."""
    return tuple(
        Link(label, url, path.startswith(url)) for label, url in find_addresses(pages)
    )


@cache
def find_addresses(pages: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    found = []
    for label, name in pages:
        try:
            found.append((label, reverse(name)))
        except NoReverseMatch:  # an app that brings this page is not installed
            continue
    return tuple(found)
