from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lehc.places.calculations.gaps import find_slope
from lehc.places.enums import Sex
from lehc.places.forms import PairForm
from lehc.places.pictures import intervals
from lehc.places.pictures.intervals import draw_intervals
from lehc.places.pictures.svg import Picture
from lehc.places.presence import list_presence
from lehc.places.presenters.tables import list_figures, show_ward_changes
from lehc.places.presenters.town import APART, draw_pictures, show_town
from lehc.places.presenters.words import own, say_attribution, say_origin
from lehc.places.profiles import Profile
from lehc.places.queries.profiles import read_town
from lehc.places.queries.towns import (
    get_town,
    list_mapped_towns,
    list_towns,
    list_ward_changes,
    search_neighbourhoods,
    search_towns,
)
from lehc.places.rules import can_write_notes
from lehc.places.views.answers import answer_csv, answer_picture


@require_safe
def towns(request: HttpRequest) -> HttpResponse:
    """Find a town or a neighbourhood."""
    words = " ".join(request.GET.get("q", "").split())[:60]
    context = {
        "words": words,
        "found_towns": search_towns(words) if words else [],
        "found_neighbourhoods": search_neighbourhoods(words) if words else [],
        "mapped": list_mapped_towns(),
        "all_towns": list_towns(),
    }
    return render(request, "places/towns.html", context)


@require_safe
def place(request: HttpRequest, code: str) -> HttpResponse:
    """A town: how far apart its neighbourhoods are."""
    town = get_town(code)
    profile = read_town(town)
    context = {
        "town": town,
        "view": show_town(town.name, town.code, profile),
        "presence": list_presence(town),
        "ward_changes": show_ward_changes(list_ward_changes(town)),
        "sources": profile.sources,
        "credits": say_attribution(profile),
        "pair_form": make_pair_form(profile),
        "can_write_notes": can_write_notes(request.user),
    }
    return render(request, "places/place.html", context)


def make_pair_form(profile: Profile) -> PairForm:
    initial = {"sex": Sex.PERSONS}
    return PairForm(neighbourhoods=profile.neighbourhoods, initial=initial)


@require_safe
def place_picture(request: HttpRequest, code: str, key: str, kind: str) -> HttpResponse:
    """One of the page's pictures as a file."""
    town = get_town(code)
    profile = read_town(town)
    picture = find_picture(town.name, profile, key)
    if picture is not None:
        note = f"{say_origin(profile)} {say_attribution(profile)}"
        picture = picture.with_footnote(note)
    return answer_picture(picture, f"{town.code}-{key}", kind)


def find_picture(name: str, profile: Profile, key: str) -> Picture | None:
    rows = profile.neighbourhoods
    if key == "intervals" and rows:
        title = f"Life expectancy in {own(name)} neighbourhoods"
        return draw_intervals(rows, intervals.WIDE, title=title)
    slopes = {sex: find_slope(rows, sex) for sex in APART}
    return draw_pictures(name, profile, slopes).get(key)


@require_safe
def place_figures(request: HttpRequest, code: str) -> HttpResponse:
    """The page's figures as CSV, each row with its period, source and licence."""
    town = get_town(code)
    profile = read_town(town)
    if not profile.neighbourhoods:
        raise Http404
    return answer_csv(*list_figures(profile), f"{town.code}.csv")
