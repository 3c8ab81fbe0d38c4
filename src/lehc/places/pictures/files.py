"""Pictures and figures as files to keep: SVG, PNG and CSV."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from collections.abc import Iterable, Sequence

from django.core.cache import cache

from lehc.places.pictures.svg import Picture

DAY = 24 * 60 * 60
SHARPNESS = 2.0
"""Points of the PNG to one of the picture: sharp in print and on a large screen."""

PAGE = (
    "<style>@page{{size:{width}px {height}px;margin:0}}"
    "body{{margin:0}}img{{display:block}}</style>"
    '<img alt="" src="data:image/svg+xml;base64,{data}" width="{width}" '
    'height="{height}">'
)


def write_svg(picture: Picture) -> bytes:
    return picture.standalone().encode()


def write_png(picture: Picture) -> bytes:
    """The same picture in points; kept for a day, since drawing it takes 0.2 s."""
    svg = write_svg(picture)
    key = f"places-png-{hashlib.sha256(svg).hexdigest()}"
    kept = cache.get(key)
    if kept is None:
        kept = draw_png(svg, *picture.outer_size)
        cache.set(key, kept, DAY)
    return bytes(kept)


def draw_png(svg: bytes, width: float, height: float) -> bytes:
    from pypdfium2 import PdfDocument  # start-up cost
    from weasyprint import HTML  # start-up cost

    data = base64.b64encode(svg).decode()
    page = PAGE.format(width=width, height=height, data=data)
    document = PdfDocument(HTML(string=page).write_pdf())
    # A point of a PDF is a 72nd of an inch, one of a page a 96th.
    image = document[0].render(scale=SHARPNESS * 96 / 72).to_pil()
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def write_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """With a byte-order mark, so that Excel reads the names right."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
