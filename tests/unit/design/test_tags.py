"""Dates in words, page numbers, codes."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template

from lehc.conversations.presenters.hosting import draw_code
from lehc.design.templatetags import design

UTC = dt.UTC


def test_date_in_words() -> None:
    assert design.spoken_date(dt.date(2026, 11, 24)) == "Tuesday 24 November 2026"


def test_date_for_machines_is_that_of_the_time_zone_in_force() -> None:
    assert design.iso_day(dt.date(2026, 3, 4)) == "2026-03-04"
    assert design.iso_day(dt.datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "2026-07-01"


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (dt.time(0, 0), "midnight"),
        (dt.time(0, 30), "12:30am"),
        (dt.time(9, 5), "9:05am"),
        (dt.time(10, 0), "10am"),
        (dt.time(12, 0), "midday"),
        (dt.time(12, 15), "12:15pm"),
        (dt.time(17, 0), "5pm"),
        (dt.time(23, 59), "11:59pm"),
    ],
)
def test_time_in_words(time: dt.time, words: str) -> None:
    assert design.spoken_time(time) == words


def test_moment_is_told_in_the_time_zone_in_force() -> None:
    """11.30 in the evening in summer is the next day in London."""
    moment = dt.datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert design.spoken_moment(moment) == "Wednesday 1 July 2026, 12:30am"


def test_elided_numbers() -> None:
    page = Paginator(range(30), 1).get_page(15)
    assert list(design.elided_numbers(page)) == [
        *(1, 2, None, 12, 13, 14, 15, 16, 17, 18, None, 29, 30)
    ]


def test_qr_code_holds_its_text() -> None:
    one, other = (design.qr_svg(f"https://example.org/{n}", "Join") for n in (1, 2))
    assert one != other
    assert one.startswith('<div class="lehc-qr__code" role="img" aria-label="QR code: ')


def test_codes_scale_with_their_box() -> None:
    """Without a view box a smaller box cuts the code off, and no phone reads it."""
    address = "https://example.org/a-long-address/"
    codes = (
        design.qr_svg(address, "Join"),
        design.document_qr(address, "Join"),
        draw_code(address, title="Join", scale=9),
    )
    for code in codes:
        [size] = re.findall(r'viewBox="0 0 (\d+) \1"', code)
        assert f'width="{size}px" height="{size}px"' in code


def test_filters_load_under_one_name() -> None:
    html = Template("{% load design %}{{ when|spoken_date }}").render(
        Context({"when": dt.date(2026, 12, 1)})
    )
    assert html == "Tuesday 1 December 2026"
