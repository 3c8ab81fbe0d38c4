"""The flyer of a call: a page, which is the original, and files made from it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from lehc.programmes.queries import get_public_cohort
from lehc.programmes.structured import write_address
from lehc.recruitment.flyer_facts import choose_editions, gather_facts
from lehc.recruitment.flyers import EASY, EDITIONS, Edition, digest_facts, get_flyer
from lehc.recruitment.models import Call
from lehc.recruitment.presenters.flyer import show_picture
from lehc.recruitment.presenters.public import show_sharing
from lehc.recruitment.queries.calls import get_published_call


def fetch_call(slug: str) -> Call:
    """The public call of a cohort, with its cohort and programme at hand.

    Raises:
        Http404: no such cohort, or its call is not public.
    """
    cohort = get_public_cohort(slug)
    call = get_published_call(cohort)
    if call is None:
        raise Http404
    call.cohort = cohort
    return call


def list_editions(slug: str, facts: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {
            "label": edition.label,
            "kind": edition.kind,
            "about": edition.about,
            "url": reverse("flyer_file", args=[slug, edition.file]),
        }
        for edition in choose_editions(facts)
    ]


@require_safe
def flyer(request: HttpRequest, slug: str) -> HttpResponse:
    """The original: everything that the printed flyers say, as a page."""
    call = fetch_call(slug)
    facts = gather_facts(call)
    context = {
        "cohort": call.cohort,
        "flyer": facts,
        "editions": list_editions(slug, facts),
        "address": write_address("flyer", slug),
        "sharing": show_sharing(call.cohort, call),
        "picture": show_picture(call),
    }
    return render(request, "recruitment/flyer.html", context)


@require_safe
def flyer_easy_read(request: HttpRequest, slug: str) -> HttpResponse:
    call = fetch_call(slug)
    facts = gather_facts(call)
    if "easy_read" not in facts:
        raise Http404
    context = {
        "cohort": call.cohort,
        "flyer": facts,
        "file_url": reverse("flyer_file", args=[slug, EASY]),
    }
    return render(request, "recruitment/flyer_easy.html", context)


def find_edition(slug: str, file: str) -> tuple[Edition, dict[str, Any]]:
    """An edition and what it says.

    Raises:
        Http404: no such edition, or this call has none of that name.
    """
    facts = gather_facts(fetch_call(slug))
    edition = EDITIONS.get(file)
    if edition is None or (file == EASY and "easy_read" not in facts):
        raise Http404
    return edition, facts


def find_tag(request: HttpRequest, slug: str, file: str) -> str:
    return f'"{digest_facts(*find_edition(slug, file))}"'


@require_safe
@condition(etag_func=find_tag)
def flyer_file(request: HttpRequest, slug: str, file: str) -> HttpResponse:
    """A flyer to print or to share; a browser that has this one is told so."""
    edition, facts = find_edition(slug, file)
    response = HttpResponse(
        get_flyer(edition, facts), content_type=edition.content_type
    )
    response["Content-Disposition"] = f'inline; filename="{slug}-flyer-{file}"'
    patch_cache_control(response, public=True, no_cache=True)
    return response
