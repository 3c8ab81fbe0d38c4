"""CPU of a town's page from its rows: numbers, pictures, table and HTML; no database.

    python benchmarks/inequality/town_page.py

The rows are those of the shipped data, which the product has in its database.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
sys.path.insert(0, str(Path(__file__).parents[2]))

import django

django.setup()

from django.template.loader import render_to_string

from lehc.places.calculations.gaps import find_extremes, find_slope
from lehc.places.forms import PairForm
from lehc.places.presenters.town import APART, draw_pictures, show_town
from lehc.places.profiles import Estimate, Neighbourhood, Outline, Profile, Source
from lehc.places.queries.profiles import order_by_deprivation
from lehc.places.shipped.loading import PERIOD, SEXES, read_rows

REPEATS = 60
TOWNS = {"Reading": "E06000038", "Wigan": "E08000010"}


def main() -> None:
    for name, code in TOWNS.items():
        profile = read_profile(name, code)
        rows = profile.neighbourhoods
        slopes = {sex: find_slope(rows, sex) for sex in APART}
        say(f"{name}, {len(rows)} areas: slopes, gaps, chance", partial(compute, rows))
        say("... maps and slopes drawn", partial(draw_pictures, name, profile, slopes))
        say("... all that the page says", partial(show_town, name, code, profile))
        say("... and its HTML, with forms", partial(write_page, name, code, profile))


def compute(rows: list[Neighbourhood]) -> None:
    for sex in APART:
        find_slope(rows, sex)
        find_extremes(rows, sex)


def write_page(name: str, code: str, profile: Profile) -> str:
    context = {
        "town": {"name": name, "code": code},
        "view": show_town(name, code, profile),
        "sources": profile.sources,
        "pair_form": PairForm(neighbourhoods=profile.neighbourhoods),
    }
    return render_to_string("places/place.html", context)


def say(what: str, work: Callable[[], object]) -> None:
    for _ in range(3):
        work()
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    print(f"{what:58} {statistics.median(times) * 1000:6.2f} ms")


def read_profile(name: str, code: str) -> Profile:
    folder = files("lehc.places") / "data"
    outlines = {
        row["code"]: Outline(
            row["path"],
            *(int(row[key]) for key in ("left", "top", "right", "bottom", "x", "y")),
            float(row["longitude"]),
            float(row["latitude"]),
        )
        for row in read_rows((folder / "outlines.csv.gz").read_bytes())
        if row["kind"] == "msoa"
    }
    found = read_rows((folder / "england_msoa11.csv.gz").read_bytes())
    rows = [
        Neighbourhood(
            place,
            row["code"],
            row["common_name"],
            row["name"],
            2011,
            name,
            code,
            float(row["imd2019_score"]),
            {sex: read_estimate(row, prefix) for prefix, sex in SEXES},
            outlines.get(row["code"]),
        )
        for place, row in enumerate(found)
        if row["authority"] == code
    ]
    source = Source("Life expectancy", "ONS; OHID", "OGL v3.0", "Source: ONS.")
    return Profile(order_by_deprivation(rows), PERIOD, 2011, "IMD 2019", (source,))


def read_estimate(row: dict[str, str], prefix: str) -> Estimate:
    names = ("life_expectancy", "lower95", "upper95", "deaths", "population")
    values = [row[f"{prefix}_{name}"] for name in names]
    if not values[0]:
        return Estimate(reason="not_published")
    return Estimate(*(float(value) for value in values))


if __name__ == "__main__":
    main()
