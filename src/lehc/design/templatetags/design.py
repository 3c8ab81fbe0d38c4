"""What the components need and a template cannot say: pages, dates in words, codes."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import segno
from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lehc.design.frame import draw_part
from lehc.design.tables import write_rows, write_stacked_rows

register = template.Library()

NOON = 12
FONTS = Path(__file__).parents[1] / "static/design/fonts"
WEIGHTS = (400, 700)
# What could end a script element or begin another, written as JSON allows.
JSON_IN_HTML = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
# Wide enough for a phone at arm's length; the quiet zone is part of the standard.
QR_SCALE = 4
QR_QUIET_ZONE = 4


@register.filter
def elided_numbers(page: Page[Any]) -> Iterator[int | None]:
    """The page numbers to show, None where some are left out."""
    for number in page.paginator.get_elided_page_range(page.number):
        yield number if isinstance(number, int) else None


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int, name: str) -> str:
    """The address of another page of the list, with the rest of the query kept."""
    request = context.get("request")
    query = dict(request.GET.lists()) if request else {}
    return f"?{urlencode(query | {name: [number]}, doseq=True)}"


@register.simple_tag(takes_context=True)
def part(context: Context, template: str, *names: str) -> SafeString:
    """A part of the frame that shows the named words of the context, and no others.

    It is drawn once for the same words, which must not change (strings, tuples).
    """
    said = tuple((name, context.get(name)) for name in names)
    if any(isinstance(value, SafeString) for _, value in said):
        raise TypeError(f"{template} takes plain words only.")
    return draw_part(template, said)


@register.filter
def as_columns(columns: Iterable[Any]) -> list[dict[str, Any]]:
    """Each column of a table as a dictionary, from one or from its label alone."""
    return [c if isinstance(c, dict) else {"label": c} for c in columns]


@register.filter
def as_table_rows(rows: Iterable[Iterable[Any]], columns: Iterable[Any]) -> SafeString:
    """The rows of a table's body, ready made: a template takes ten times as long."""
    lines = write_rows(rows, as_columns(columns))
    return mark_safe("\n".join(lines))  # noqa: S308  each is safe HTML


@register.filter
def as_stacked_rows(
    rows: Iterable[Iterable[Any]], columns: Iterable[Any]
) -> SafeString:
    """The same for a table that is stacked on a phone."""
    lines = write_stacked_rows(rows, as_columns(columns))
    return mark_safe("\n".join(lines))  # noqa: S308  each is safe HTML


@register.filter
def iso_day(value: dt.date) -> str:
    """``2026-11-24``, for machines."""
    return f"{_localise(value):%Y-%m-%d}"


@register.filter
def spoken_date(value: dt.date) -> str:
    """``Tuesday 24 November 2026``, a moment in the time zone in force."""
    value = _localise(value)
    return f"{value:%A} {value.day} {value:%B %Y}"


@register.filter
def spoken_day(value: dt.date) -> str:
    """``24 November 2026``: a date on which nobody has to turn up."""
    return f"{value.day} {value:%B %Y}"


@register.filter
def spoken_time(value: dt.time | dt.datetime) -> str:
    """``10am``, ``2:30pm``, ``midday`` or ``midnight``."""
    value = _localise(value)
    if (value.hour, value.minute) in {(0, 0), (NOON, 0)}:
        return "midday" if value.hour else "midnight"
    minutes = f":{value.minute:02}" if value.minute else ""
    half = "pm" if value.hour >= NOON else "am"
    return f"{(value.hour - 1) % NOON + 1}{minutes}{half}"


@register.filter
def spoken_moment(value: dt.datetime) -> str:
    """``Tuesday 24 November 2026, 10am``."""
    return f"{spoken_date(value)}, {spoken_time(value)}"


def _localise(value: Any) -> Any:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


@register.simple_tag
def qr_svg(text: str, title: str) -> SafeString:
    """A QR code as SVG, dark on light in every scheme so that phones can read it."""
    drawing = segno.make(str(text), error="m", micro=False).svg_inline(
        scale=QR_SCALE,
        border=QR_QUIET_ZONE,
        dark="#000000",
        light="#ffffff",
        unit="px",  # with a view box, so that it scales with its box
    )
    return format_html(
        '<div class="lehc-qr__code" role="img" aria-label="QR code: {}">{}</div>',
        title,
        mark_safe(drawing),  # noqa: S308  segno draws only paths and numbers
    )


@register.simple_tag
def json_ld(things: Iterable[Mapping[str, Any]]) -> SafeString:
    """Things in schema.org's words, for search engines; nothing when there are none."""
    graph = [dict(thing) for thing in things]
    if not graph:
        return mark_safe("")
    said = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(said, ensure_ascii=False).translate(JSON_IN_HTML)
    return mark_safe(  # noqa: S308  escaped above
        f'<script type="application/ld+json">{text}</script>'
    )


@register.simple_tag
@lru_cache(maxsize=1)
def document_fonts() -> SafeString:
    """Our typeface inside a document that may fetch nothing, for its style element."""
    faces = []
    for weight in WEIGHTS:
        name = f"atkinson-hyperlegible-latin-{weight}-normal.woff2"
        data = base64.b64encode((FONTS / name).read_bytes()).decode()
        faces.append(
            "@font-face{font-family:'Atkinson Hyperlegible';font-style:normal;"
            f"font-weight:{weight};src:url(data:font/woff2;base64,{data})}}"
        )
    return mark_safe("".join(faces))  # noqa: S308  made of our own files


@register.simple_tag
def document_qr(text: str, title: str) -> SafeString:
    """A QR code for a document: its title is what a screen reader says of it."""
    return mark_safe(  # noqa: S308  segno draws only paths, and escapes the title
        segno.make(text, error="m", micro=False).svg_inline(
            border=QR_QUIET_ZONE,
            dark="#000000",
            light="#ffffff",
            title=title,
            unit="px",
        )
    )
