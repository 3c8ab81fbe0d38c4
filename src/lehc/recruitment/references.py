"""Short codes that people can read aloud: what an application or a team is called."""

from __future__ import annotations

import secrets

from django.db import models

# No vowels (no words by accident), and nothing that looks like something else:
# no 0/O, 1/I/L, 5/S, 8/B, 2/Z, U/V.
ALPHABET = "CDFGHJKMNPQRTWXY34679"
HALF = 4
MOST_TRIES = 20


def make_reference() -> str:
    """A random code such as “KM7Q-3XTR”: one of 37 thousand million."""
    first, second = (
        "".join(secrets.choice(ALPHABET) for _ in range(HALF)) for _ in range(2)
    )
    return f"{first}-{second}"


def find_free_reference(model: type[models.Model]) -> str:
    """A reference that no row of the model has yet.

    Raises:
        LookupError: none was free in twenty tries, which means that something is wrong.
    """
    for _ in range(MOST_TRIES):
        reference = make_reference()
        if not model._default_manager.filter(reference=reference).exists():
            return reference
    raise LookupError("No free reference was found.")
