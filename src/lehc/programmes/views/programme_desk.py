"""The frame of the team's pages about a whole programme."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lehc.accounts.enums import TEAM_ROLES
from lehc.programmes.models import Programme
from lehc.programmes.queries import programmes_led_by
from lehc.programmes.rules import works_for

ENQUIRIES = ("Enquiries", "enquiries")
PUBLIC_PAGES = (("Timeline and visits", "desk_timeline"), ("Partners", "desk_partners"))
WORDS = ("Introduction", "programme_words")


def list_programme_pages(person: Any, programme: Programme) -> list[dict[str, str]]:
    """The pages of a programme that this person may open."""
    pages = [ENQUIRIES] if works_for(person, programme, TEAM_ROLES) else []
    pages += PUBLIC_PAGES
    if programme in programmes_led_by(person):
        pages.append(WORDS)
    return [
        {"label": label, "url": reverse(name, args=[programme.slug])}
        for label, name in pages
    ]


def render_programme_desk(
    request: HttpRequest, programme: Programme, template: str, **context: Any
) -> HttpResponse:
    pages = list_programme_pages(request.user, programme)
    frame = {
        "programme": programme,
        "programme_pages": [
            page | {"current": request.path.startswith(page["url"])} for page in pages
        ],
    }
    return render(request, template, frame | context)


def render_programme_form(
    request: HttpRequest, programme: Programme, *, form: Any, **context: Any
) -> HttpResponse:
    """One form: `heading`, `button`, `back_url`, perhaps `introduction`."""
    return render_programme_desk(
        request, programme, "programmes/programme_form.html", form=form, **context
    )


def render_programme_confirmation(
    request: HttpRequest, programme: Programme, **context: Any
) -> HttpResponse:
    """“Are you sure”: `heading`, `text`, `button`, `back_url`."""
    return render_programme_desk(
        request, programme, "programmes/programme_confirm.html", **context
    )
