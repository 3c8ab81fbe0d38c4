"""The programme team's working pages of a cohort: apps register theirs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from lehc.design.frame import Link


@dataclass(frozen=True)
class DeskPage:
    """One entry in the team's side list: `url_name` takes the cohort's slug."""

    position: int
    label: str
    url_name: str
    summary: str


@dataclass(frozen=True)
class DeskLink(Link):
    """The entry of one cohort, as a link with what there is to do behind it."""

    summary: str = ""


HOME = DeskPage(0, "Today", "desk", "What needs doing")
MOST_COHORTS = 100  # whose addresses are kept: all that teams work on at a time
_pages: list[DeskPage] = []


def register_desk_page(
    *, position: int, label: str, url_name: str, summary: str
) -> None:
    _pages.append(DeskPage(position, label, url_name, summary))


@lru_cache(maxsize=MOST_COHORTS)
def list_desk_pages(slug: str) -> tuple[DeskLink, ...]:
    """The team's pages of a cohort, in the order of the journey."""
    pages = [HOME, *sorted(_pages, key=lambda page: page.position)]
    return tuple(
        DeskLink(
            label=page.label,
            url=reverse(page.url_name, args=[slug]),
            summary=page.summary,
        )
        for page in pages
    )
