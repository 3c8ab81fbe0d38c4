"""Printable pages as tagged PDF."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string


def refuse_address(address: str, *arguments: Any, **options: Any) -> None:
    """A document is made of what is in it: nothing is fetched."""
    raise ValueError(f"A document may not fetch {address[:60]}.")


def print_pdf(template: str, facts: dict[str, Any]) -> bytes:
    """The template as a PDF that says its own structure (PDF/UA-1)."""
    # Loaded when needed: WeasyPrint takes half a second, and few pages print.
    from weasyprint import HTML

    text = render_to_string(template, facts)
    document = HTML(string=text, base_url=settings.BASE_URL, url_fetcher=refuse_address)
    printed: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return printed
