"""A picture looks alike in a page and by itself."""

from __future__ import annotations

import re
from itertools import pairwise

from lehc.design.vendoring.assembling import STYLES
from lehc.places.pictures.style import CLASSES, DATA, ON_DATA

SHEET = (STYLES / "6-places.css").read_text()
PALETTE = (STYLES / "1-palette.css").read_text()


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_each_class_is_in_the_sheet_and_the_other_way() -> None:
    in_sheet = set(re.findall(r"\.(pic-[\w-]+)", SHEET))
    assert in_sheet | {"pic-foot", "pic-title"} == set(CLASSES)


def test_the_colours_of_data_are_those_of_the_palette() -> None:
    light = PALETTE.split("@media")[0]
    for place, (ground, ink) in enumerate(zip(DATA, ON_DATA, strict=True), start=1):
        assert f"--data-{place}: {ground};" in light
        assert f"--on-data-{place}: {ink};" in light


def test_the_scale_darkens_evenly_so_that_grey_print_keeps_it() -> None:
    levels = [luminance(colour) ** (1 / 2.4) for colour in DATA]
    steps = [before - after for before, after in pairwise(levels)]
    assert min(steps) > 0.02
