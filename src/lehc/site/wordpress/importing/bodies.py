"""Cleaned pieces as the blocks of a page."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import urlsplit

from lehc.site.enums import PictureKind, QuotationKind
from lehc.site.wordpress.cleaning.gate import pass_gate, write_link
from lehc.site.wordpress.cleaning.pieces import (
    Button,
    Embed,
    Picture,
    Piece,
    Quotation,
    Table,
    Text,
)

LONGEST = 250
NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 4122: addresses
FindPicture = Callable[[Picture], "FoundPicture | None"]


@dataclass(frozen=True)
class FoundPicture:
    """A picture that is here, with the words that the blog's library has for it."""

    pk: int
    alternative: str = ""


@dataclass
class Body:
    """Blocks as they are stored, and what is to be said of them in the report."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    lost_pictures: list[str] = field(default_factory=list)
    without_words: int = 0
    quotations: int = 0
    pictures: int = 0

    def write(self) -> str:
        return json.dumps(self.blocks)


def make_body(
    pieces: tuple[Piece, ...], *, name: str, blog_title: str, find: FindPicture
) -> Body:
    """The blocks of one page. The same pieces under the same name give the same ids."""
    body = Body()
    for number, piece in enumerate(pieces):
        made = make_block(piece, body, blog_title, find)
        if made is not None:
            kind, value = made
            block_id = str(uuid.uuid5(NAMESPACE, f"{name}#{number}"))
            body.blocks.append({"type": kind, "value": value, "id": block_id})
    return body


def make_block(
    piece: Piece, body: Body, blog_title: str, find: FindPicture
) -> tuple[str, Any] | None:
    match piece:
        case Text(html):
            return "text", html
        case Quotation():
            body.quotations += 1
            return "quotation", make_quotation(piece)
        case Picture():
            return make_picture(piece, body, find)
        case Embed(address):
            return make_embed(address)
        case Table():
            return "text", draw_table(piece)
        case Button():
            return make_action(piece)


def make_quotation(piece: Quotation) -> dict[str, Any]:
    """Words that were public on the blog already: they ask for no new agreement."""
    return {
        "words": piece.words,
        "attribution": piece.source,
        "kind": QuotationKind.EARLIER,
        "consent": None,
        "source": "",
    }


def make_picture(
    piece: Picture, body: Body, find: FindPicture
) -> tuple[str, Any] | None:
    found = find(piece)
    if found is None:
        body.lost_pictures.append(piece.address or f"number {piece.number}")
        return None
    alternative = (piece.alternative or found.alternative)[:LONGEST]
    body.pictures += 1
    body.without_words += not alternative
    return "picture", {
        "picture": found.pk,
        "alternative": alternative,
        "caption": piece.caption[:LONGEST],
        "kind": PictureKind.EARLIER,
        "people": [],
    }


def make_embed(address: str) -> tuple[str, Any]:
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    if address.startswith("http://"):
        address = "https://" + address.removeprefix("http://")
    return "embed", {"title": f"From {host}", "address": address, "words": ""}


def make_action(piece: Button) -> tuple[str, Any]:
    """A button; one that leads to a page without https is a link in the text."""
    if not piece.address.startswith(("/", "https://")) or len(piece.label) > 60:
        link = write_link(escape(piece.label, quote=False), piece.address)
        return "text", pass_gate(f"<p>{link}</p>")
    return "action", {
        "heading": "",
        "words": "",
        "label": piece.label,
        "page": None,
        "address": piece.address,
    }


def draw_table(piece: Table) -> str:
    """Rows as a list, each cell after the name of its column: it reads on a phone."""
    head = piece.rows[0] if piece.has_head else ()
    rows = piece.rows[1:] if piece.has_head else piece.rows
    entries = "".join(f"<li>{draw_row(row, head)}</li>" for row in rows)
    caption = f"<p><b>{escape(piece.caption)}</b></p>" if piece.caption else ""
    return pass_gate(f"{caption}<ul>{entries}</ul>")


def draw_row(row: tuple[str, ...], head: tuple[str, ...]) -> str:
    names = head or ("",) * len(row)
    cells = [
        f"{escape(name)}: {escape(cell)}" if name else escape(cell)
        for name, cell in zip(names, row, strict=True)
        if cell
    ]
    return "; ".join(cells)
