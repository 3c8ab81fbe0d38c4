from __future__ import annotations

from lehc.recruitment.links import hash_token
from lehc.recruitment.models import WishToKnow


def find_wish(token: str) -> WishToKnow | None:
    """The wish that a letter's link speaks of, with its programme."""
    wishes = WishToKnow.objects.select_related("programme")
    return wishes.filter(token_hash=hash_token(token)).first()
