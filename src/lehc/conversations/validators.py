"""One function a rule: models, forms and actions share them."""

from __future__ import annotations

from django.core.exceptions import ValidationError

LONGEST_STATEMENT = 200


def check_statement_words(text: str) -> str:
    """The words of a statement with single spaces; says what to mend."""
    words = " ".join(text.split())
    if not words:
        raise ValidationError("Write your statement", code="required")
    if len(words) > LONGEST_STATEMENT:
        raise ValidationError(
            f"Make your statement shorter: it has {len(words)} characters and may "
            f"have {LONGEST_STATEMENT}",
            code="too_long",
        )
    return words
