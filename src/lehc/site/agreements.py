"""What agreements a page lacks before it may be public."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lehc.site.blocks import may_show_picture, may_show_quotation
from lehc.site.enums import QuotationKind

FIRST_WORDS = 40


def find_missing_agreements(page: Any) -> list[str]:
    """Each as what to do; nothing when the page may be public."""
    body = getattr(page, "body", ())
    return find_missing(body) + check_sharing(body, page.sharing_picture)


def find_missing(body: Iterable[Any]) -> list[str]:
    """What the quotations and pictures of a body lack."""
    wanting = []
    for block in body:
        if block.block_type == "quotation":
            wanting += check_quotation(block.value)
        elif block.block_type == "picture" and not may_show_picture(block.value):
            wanting.append(
                "Choose the agreement of each person in the picture "
                f"“{block.value['picture']}”, or say that nobody can be recognised."
            )
    return wanting


def check_sharing(body: Iterable[Any], picture: Any) -> list[str]:
    """The picture that goes along when a page is shared must stand in the page."""
    if picture is None or stands_in(body, picture):
        return []
    return [
        f"Put the picture for sharing, “{picture}”, into the page itself too, with the "
        "agreement of each person in it, or choose none."
    ]


def stands_in(blocks: Iterable[Any], picture: Any) -> bool:
    """Whether the page shows the picture, with all agreements that it needs."""
    return any(
        block.block_type == "picture"
        and block.value["picture"] == picture
        and may_show_picture(block.value)
        for block in blocks
    )


def check_quotation(value: Any) -> list[str]:
    words = value["words"][:FIRST_WORDS]
    if not may_show_quotation(value):
        return [f"Choose the agreement of whoever said “{words}…”; it must still hold."]
    if value["kind"] == QuotationKind.PUBLISHED and not value["source"]:
        return [f"Say where “{words}…” was published."]
    return []
