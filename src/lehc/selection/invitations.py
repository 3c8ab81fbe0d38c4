"""Where the floors below lead to a page of this one."""

from __future__ import annotations

from django.urls import reverse

from lehc.recruitment.models import Application
from lehc.recruitment.more import MoreToRead
from lehc.selection.queries.runs import chances_of


def find_own_chance(application: Application) -> MoreToRead | None:
    """An applicant's own chance, once their letter has gone."""
    if not chances_of(application).exists():
        return None
    url = reverse("application_chance", args=[application.reference])
    return MoreToRead("Your own chance, and how the cohort was chosen", url)
