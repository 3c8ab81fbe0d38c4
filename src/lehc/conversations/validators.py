"""One function a rule: models, forms and actions share them."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError

LONGEST_STATEMENT = 200
JOINERS = "\u200c\u200d"  # they shape letters and emoji, so they stay
LEAST_WORDS = 4  # fewer say what, or who, or when, and not what for
WORD = re.compile(r"[^\W\d_]{2,}")
WRITTEN = "LNS"  # letters, numbers, and symbols such as emoji


def is_seen(sign: str) -> bool:
    return unicodedata.category(sign) != "Cf" or sign in JOINERS


def check_statement_words(text: str) -> str:
    """The words of a statement with single spaces; says what to mend.

    Marks that nobody sees are left out: they hide what is written, or its order.
    """
    seen = "".join(sign for sign in text if is_seen(sign))
    words = " ".join(seen.split())
    if not any(unicodedata.category(sign)[0] in WRITTEN for sign in words):
        raise ValidationError("Write your statement", code="required")
    if len(words) > LONGEST_STATEMENT:
        raise ValidationError(
            f"Make your statement shorter: it has {len(words)} characters and may "
            f"have {LONGEST_STATEMENT}",
            code="too_long",
        )
    return words


def check_purpose(text: str) -> str:
    """Why single votes are taken out, as a sentence that others can follow."""
    if len(WORD.findall(text)) < LEAST_WORDS:
        raise ValidationError(
            "Say in a sentence who will use the votes and what for, like: The "
            "university evaluates the programme, under agreement 12",
            code="too_short",
        )
    return " ".join(text.split())
