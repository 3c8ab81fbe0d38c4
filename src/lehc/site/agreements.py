"""What agreements a page lacks before it may be public."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lehc.site.blocks import may_show_picture, may_show_quotation
from lehc.site.enums import QuotationKind

FIRST_WORDS = 40


def find_missing_agreements(body: Iterable[Any]) -> list[str]:
    """Each as what to do; nothing when the page may be public."""
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


def check_quotation(value: Any) -> list[str]:
    words = value["words"][:FIRST_WORDS]
    if not may_show_quotation(value):
        return [f"Choose the agreement of whoever said “{words}…”; it must still hold."]
    if value["kind"] == QuotationKind.PUBLISHED and not value["source"]:
        return [f"Say where “{words}…” was published."]
    return []
