from __future__ import annotations

from typing import Any

from django.urls import reverse

from lehc.programmes.desk import list_desk_pages
from lehc.programmes.models import Cohort


def show_desk(cohort: Cohort, path: str) -> dict[str, Any]:
    """What the team's side list shows: the cohort and its pages, one marked current."""
    home = {
        "label": "Today",
        "summary": "What needs doing",
        "url": reverse("desk", args=[cohort.slug]),
    }
    pages = [home, *list_desk_pages(cohort)]
    current = max(
        (page["url"] for page in pages if path.startswith(page["url"])),
        key=len,
        default="",
    )
    return {
        "cohort": cohort,
        "pages": [page | {"current": page["url"] == current} for page in pages],
    }
