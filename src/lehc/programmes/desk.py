"""The programme team's working pages of a cohort: apps register theirs."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from lehc.programmes.models import Cohort


@dataclass(frozen=True)
class DeskPage:
    """One entry in the team's side list: `url_name` takes the cohort's slug."""

    position: int
    label: str
    url_name: str
    summary: str


_pages: list[DeskPage] = []


def register_desk_page(
    *, position: int, label: str, url_name: str, summary: str
) -> None:
    _pages.append(DeskPage(position, label, url_name, summary))


def list_desk_pages(cohort: Cohort) -> list[dict[str, str]]:
    """The team's pages of a cohort, in the order of the journey."""
    return [
        {
            "label": page.label,
            "summary": page.summary,
            "url": reverse(page.url_name, args=[cohort.slug]),
        }
        for page in sorted(_pages, key=lambda page: page.position)
    ]
