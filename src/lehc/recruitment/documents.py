"""Printable pages as tagged PDF, and the first page of one as a picture."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

# Pixels of CSS, 96 to the inch, in points of PDF, 72 to the inch.
PIXELS_A_POINT = 96 / 72


def print_pdf(template: str, facts: dict[str, Any]) -> bytes:
    """The template as a PDF that says its own structure (PDF/UA-1)."""
    return write_pdf(lay_out(template, facts))


def print_to_fit(
    template: str, facts: dict[str, Any], sizes: Iterable[float]
) -> bytes | None:
    """The template on one page, in the first of the type sizes that lets it fit.

    The template reads `size`, in points. None when it fits in none of them.
    """
    for size in sizes:
        document = lay_out(template, facts | {"size": size})
        if len(document.pages) == 1:
            return write_pdf(document)
    return None


def lay_out(template: str, facts: dict[str, Any]) -> Any:
    """The pages of a document. It is made of what is in it: nothing is fetched."""
    # Loaded when needed: WeasyPrint takes half a second, and few pages print.
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    text = render_to_string(template, facts)
    inside = URLFetcher(allowed_protocols=("data",))
    html = HTML(string=text, base_url=settings.BASE_URL, url_fetcher=inside)
    return html.render(pdf_variant="pdf/ua-1")


def write_pdf(document: Any) -> bytes:
    printed: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return printed


def draw_first_page(pdf: bytes) -> bytes:
    """The first page as a PNG, a pixel for each CSS pixel."""
    import pypdfium2  # loaded when needed, as above

    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=PIXELS_A_POINT).to_pil()
    finally:
        document.close()
    buffer = BytesIO()
    picture.convert("P", palette=1, colors=256).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
