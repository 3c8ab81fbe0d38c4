from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lehc.places.enums import Sex
from lehc.places.forms import StopForm, TownForm
from lehc.places.presenters import stops as presenter
from lehc.places.presenters.stops import MOST_STOPS, write_query
from lehc.places.presenters.words import (
    say_attribution,
    say_origin,
    say_unmapped,
)
from lehc.places.profiles import Profile
from lehc.places.queries.profiles import read_chosen, read_town
from lehc.places.queries.towns import get_town, list_towns
from lehc.places.views.answers import answer_csv, answer_picture, read_sex


@require_safe
def stops(request: HttpRequest) -> HttpResponse:
    """A line of stops: the address holds it, so it can be shared and changed."""
    codes, sex, town = (
        read_codes(request),
        read_sex(request),
        request.GET.get("town", ""),
    )
    if added := request.GET.get("add"):
        query = write_query([*codes, added][:MOST_STOPS], sex, town)
        return redirect(f"{reverse('stops')}?{query}")
    profile = read_chosen(codes)
    return render(request, "places/stops.html", show_page(profile, sex, town))


@require_safe
def stops_picture(request: HttpRequest, kind: str) -> HttpResponse:
    profile = read_chosen(read_codes(request))
    drawn = presenter.draw_line(profile.neighbourhoods, read_sex(request))
    note = f"{say_origin(profile)} {say_attribution(profile)}"
    picture = drawn[0].with_footnote(note) if drawn else None
    return answer_picture(picture, "a-line-of-stops", kind)


@require_safe
def stops_figures(request: HttpRequest) -> HttpResponse:
    profile, sex = read_chosen(read_codes(request)), read_sex(request)
    if not profile.neighbourhoods:
        raise Http404
    origin = say_origin(profile)
    rows = presenter.show_rows(profile.neighbourhoods, sex)
    header = ["stop", "life_expectancy", "limits95", "miles_before", "sex", "origin"]
    return answer_csv(
        header, [[*row, sex.value, origin] for row in rows], "a-line-of-stops.csv"
    )


def read_codes(request: HttpRequest) -> list[str]:
    return request.GET.getlist("stop")[:MOST_STOPS]


def show_page(profile: Profile, sex: Sex, town_code: str) -> dict[str, object]:
    rows = profile.neighbourhoods
    town_code = town_code or (rows[-1].town_code if rows else "")
    town = get_town(town_code) if town_code else None
    codes = [row.code for row in rows]
    form: StopForm | TownForm = TownForm(towns=list_towns())
    if town:
        form = StopForm(neighbourhoods=read_town(town).neighbourhoods)
    return {
        "form": form,
        "town": town,
        "codes": codes,
        "sex": sex,
        "is_full": len(codes) >= MOST_STOPS,
        "sentence": presenter.say_line(rows, sex),
        "stops": presenter.show_stops(rows, sex, town_code),
        "pictures": [
            picture.inline(variant)
            for picture, variant in zip(
                presenter.draw_line(rows, sex), ("wide", "narrow"), strict=False
            )
        ],
        "columns": presenter.COLUMNS,
        "rows": presenter.show_rows(rows, sex),
        "unmapped": say_unmapped(rows) if len(rows) > 1 else "",
        "query": write_query(codes, sex),
        "sexes": [
            (each.label, "?" + write_query(codes, each, town_code))
            for each in Sex
            if each != sex
        ],
        "elsewhere": "?" + write_query(codes, sex) + "&town=",
        "origin": say_origin(profile) if rows else "",
        "sources": profile.sources,
        "credits": say_attribution(profile),
    }
