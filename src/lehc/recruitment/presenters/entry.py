"""An application being written down for somebody: what is there, what to add."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from lehc.recruitment.models import Answer, Application, Sponsor
from lehc.recruitment.presenters.answers import list_answer_rows


def show_entry(
    application: Application,
    answers: Mapping[str, Answer],
    sponsor: Sponsor | None,
    *,
    slug: str,
) -> list[dict[str, Any]]:
    """Summary lists with a Change link on each row, the organisation's first."""
    arguments = [slug, application.reference]
    about = [
        {
            "key": "Organisation",
            "value": say_organisation(application),
            "change_url": reverse("entry_organisation", args=arguments),
        }
    ]
    if application.call.needs_sponsor and not application.is_independent:
        about.append(
            {
                "key": "Sponsor",
                "value": f"{sponsor.name}, {sponsor.role}" if sponsor else "",
                "change_url": reverse("entry_sponsor", args=arguments),
            }
        )
    sections: dict[str, list[dict[str, Any]]] = {"Organisation": about}
    for row in list_answer_rows(application, answers):
        entry = {
            "key": row.question,
            "value": row.answer if row.is_provided else "",
            "change_url": reverse("entry_question", args=[*arguments, row.key]),
        }
        sections.setdefault(row.section, []).append(entry)
    return [{"title": title, "rows": rows} for title, rows in sections.items()]


def say_organisation(application: Application) -> str:
    if application.is_independent:
        return "Not part of an organisation"
    return str(application.organisation or "")
