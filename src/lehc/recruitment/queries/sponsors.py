from __future__ import annotations

from lehc.recruitment.links import hash_token
from lehc.recruitment.models import Sponsor


def find_sponsor_by_link(token: str) -> Sponsor | None:
    """The request that a link leads to."""
    return (
        Sponsor.objects.select_related(
            "application__call__cohort__programme",
            "application__person",
            "application__organisation",
        )
        .filter(token_hash=hash_token(token))
        .first()
    )
