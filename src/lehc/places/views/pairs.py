from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lehc.places.enums import Sex
from lehc.places.forms import PairForm, TownForm
from lehc.places.pictures.svg import Picture
from lehc.places.presenters import pairs
from lehc.places.presenters.pairs import Pair, make_pair
from lehc.places.presenters.words import say_attribution, say_unmapped
from lehc.places.profiles import Profile
from lehc.places.queries.profiles import read_chosen, read_town
from lehc.places.queries.towns import get_town, list_towns
from lehc.places.views.answers import answer_csv, answer_picture, read_sex


@require_safe
def apart(request: HttpRequest) -> HttpResponse:
    """A few miles up the road: choose a town, then two neighbourhoods, then read."""
    pair, profile = find_pair(request)
    if pair is None:
        return choose(request)
    return render(request, "places/apart.html", show_page(pair, profile))


@require_safe
def apart_talk(request: HttpRequest) -> HttpResponse:
    """The same, large, for a talk: one sentence and one picture."""
    pair, profile = find_pair(request)
    if pair is None:
        raise Http404
    return render(request, "places/apart_talk.html", show_page(pair, profile))


@require_safe
def apart_picture(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    pair, profile = find_pair(request)
    picture = find_picture(pair, profile, key) if pair else None
    if pair and picture:
        note = f"{pairs.origin_of(pair, profile)} {say_attribution(profile)}"
        picture = picture.with_footnote(note)
    return answer_picture(picture, f"a-few-miles-{key}", kind)


@require_safe
def apart_figures(request: HttpRequest) -> HttpResponse:
    pair, profile = find_pair(request)
    if pair is None:
        raise Http404
    header = ["what", "years", "limits95", "origin"]
    origin = pairs.origin_of(pair, profile)
    rows = [[*row, origin] for row in pairs.show_rows(pair)]
    return answer_csv(header, rows, "a-few-miles.csv")


def find_pair(request: HttpRequest) -> tuple[Pair | None, Profile]:
    """The two that the address names, if it names two different ones that we know."""
    codes = [request.GET.get("a", ""), request.GET.get("b", "")]
    profile = read_chosen(codes)
    if len(profile.neighbourhoods) < len(codes) or codes[0] == codes[1]:
        return None, profile
    first, second = profile.neighbourhoods
    return make_pair(first, second, read_sex(request)), profile


def show_page(pair: Pair, profile: Profile) -> dict[str, object]:
    town = read_common_town(pair)
    is_extreme, chance = pairs.say_chance(pair, town)
    around = town or profile
    road = pairs.draw_pair(pair, profile)
    where = pairs.draw_where(pair, around)
    return {
        "pair": pair,
        "sentence": pairs.say_pair(pair),
        "interval": pairs.say_interval(pair),
        "missing": pairs.say_missing(pair),
        "unmapped": say_unmapped([pair.first, pair.second]),
        "is_extreme": is_extreme,
        "chance": chance,
        "road": [
            picture.inline(variant)
            for picture, variant in zip(road, ("wide", "narrow"), strict=False)
        ],
        "where": where.inline() if where else "",
        "columns": pairs.COLUMNS,
        "rows": pairs.show_rows(pair),
        "notes": [
            {"name": row.name, "text": note.text}
            for row in (pair.first, pair.second)
            for note in row.notes
        ],
        "origin": pairs.origin_of(pair, profile),
        "sources": profile.sources,
        "credits": say_attribution(profile),
        "sexes": [
            (sex.label, f"?a={pair.first.code}&b={pair.second.code}&sex={sex.value}")
            for sex in Sex
            if sex != pair.sex
        ],
    }


def read_common_town(pair: Pair) -> Profile | None:
    """All neighbourhoods of the town that both lie in; None if they lie in two."""
    if not pair.first.town_code or pair.first.town_code != pair.second.town_code:
        return None
    return read_town(get_town(pair.first.town_code))


def find_picture(pair: Pair, profile: Profile, key: str) -> Picture | None:
    if key == "road":
        drawn = pairs.draw_pair(pair, profile)
        return drawn[0] if drawn else None
    if key == "where":
        return pairs.draw_where(pair, read_common_town(pair) or profile)
    return None


def choose(request: HttpRequest) -> HttpResponse:
    """Which town first, then which two."""
    code = request.GET.get("town", "")
    if not code:
        towns = TownForm(towns=list_towns())
        return render(request, "places/apart_town.html", {"form": towns})
    town = get_town(code)
    profile = read_town(town)
    form_data = request.GET if request.GET.get("a") or request.GET.get("b") else None
    form = PairForm(
        form_data,
        neighbourhoods=profile.neighbourhoods,
        initial={"sex": Sex.PERSONS},
    )
    context = {"form": form, "town": town, "same": is_same(request)}
    return render(request, "places/apart_choose.html", context)


def is_same(request: HttpRequest) -> bool:
    return bool(request.GET.get("a")) and request.GET.get("a") == request.GET.get("b")
