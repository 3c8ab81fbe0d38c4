"""Flyers as files: printed from the page's facts, kept under a digest of them.

A digest of everything a flyer says, and of the templates that say it, is the name
under which the file is kept. When the call changes, so does the name, and a stale
flyer can't be found any more.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.files.storage import default_storage

from lehc.recruitment.documents import draw_first_page, print_pdf, print_to_fit

KEPT_SECONDS = 30 * 24 * 60 * 60
PDF, PNG = "application/pdf", "image/png"
FOLDER = "recruitment/flyer"
TEMPLATES = Path(__file__).parent / "templates" / FOLDER
Facts = Mapping[str, Any]
# Millimetres of each sheet, but the picture's share of the width in hundredths.
A4 = {"sheet": "A4", "width": 210, "foot": 52, "margin": 16, "top": 13, "qr": 33}
A4 |= {"art_share": 38, "lists_dates": True}
A5 = {"sheet": "A5", "width": 148, "foot": 42, "margin": 11, "top": 9, "qr": 24}
A5 |= {"art_share": 31, "lists_dates": False}
# Points of type: the first that fits on one page. Smaller ones few people can read.
A4_SIZES = (11.5, 10.75, 10, 9.25)
A5_SIZES = (9, 8.5, 8)


@dataclass(frozen=True)
class Edition:
    """One form of a flyer: the name of its file, and how it is made from the facts."""

    file: str
    label: str
    about: str
    make: Callable[[dict[str, Any]], bytes]

    @property
    def content_type(self) -> str:
        return PNG if self.file.endswith(".png") else PDF

    @property
    def kind(self) -> str:
        return "PNG" if self.content_type == PNG else "PDF"


def print_a4(facts: dict[str, Any]) -> bytes:
    return print_poster(facts | A4, A4_SIZES)


def print_a5(facts: dict[str, Any]) -> bytes:
    return print_poster(facts | A5, A5_SIZES)


def print_poster(facts: dict[str, Any], sizes: tuple[float, ...]) -> bytes:
    """One page; words too many for it make a plain flyer of several pages."""
    return print_to_fit(f"{FOLDER}/poster_pdf.html", facts, sizes) or print_large(facts)


def print_large(facts: dict[str, Any]) -> bytes:
    return print_pdf(f"{FOLDER}/large_pdf.html", facts)


def print_easy(facts: dict[str, Any]) -> bytes:
    return print_pdf(f"{FOLDER}/easy_pdf.html", facts)


def draw_picture(facts: dict[str, Any]) -> bytes:
    return draw_first_page(print_pdf(f"{FOLDER}/picture_pdf.html", facts))


EASY = "easy-read.pdf"
PICTURE = "picture.png"
EDITIONS = {
    edition.file: edition
    for edition in (
        Edition("a4.pdf", "A4 poster", "for a wall or a notice board", print_a4),
        Edition("a5.pdf", "A5 handbill", "half the size, to give away", print_a5),
        Edition("large-print.pdf", "Large print", "18 point, on A4", print_large),
        Edition(EASY, "Easy Read", "short sentences with pictures", print_easy),
        Edition(PICTURE, "Picture", "for social media, 1200 by 630", draw_picture),
    )
}


def digest_facts(edition: Edition, facts: Facts) -> str:
    """The same for the same edition of the same facts by the same templates."""
    told = json.dumps([edition.file, facts, digest_templates()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


@lru_cache(maxsize=1)
def digest_templates() -> str:
    """A digest of the templates of all editions; they change only with the code."""
    digest = hashlib.sha256()
    for path in sorted(TEMPLATES.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def read_art() -> str:
    """The picture at the top as an address that holds it: decoration, so no words."""
    drawing = (TEMPLATES / "_art.svg").read_bytes()
    return "data:image/svg+xml;base64," + base64.b64encode(drawing).decode()


def get_flyer(edition: Edition, facts: Facts) -> bytes:
    """The file; made when nobody has asked for these facts before."""
    key = f"flyer:{digest_facts(edition, facts)}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        inside = {"logos": read_logos(facts["partners"]), "art": read_art()}
        kept = edition.make(dict(facts) | inside)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def read_logos(partners: list[dict[str, str]]) -> list[dict[str, str]]:
    """The partners with their logos inside, as a document may fetch nothing."""
    return [
        partner | {"data": read_picture(partner["logo"]) if partner["logo"] else ""}
        for partner in partners
    ]


def read_picture(name: str) -> str:
    with default_storage.open(name) as file:
        return "data:image/png;base64," + base64.b64encode(file.read()).decode()
