"""One function a rule, raising ValidationError with what to do."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from lehc.recruitment.easy_read import MOST_WORDS, find_long_sentence


def validate_easy_read(text: str) -> None:
    """Refuse a sentence that is too long to be easy to read.

    Raises:
        ValidationError: naming the first such sentence.
    """
    long_sentence = find_long_sentence(text)
    if long_sentence:
        raise ValidationError(
            f"Make this sentence shorter, {MOST_WORDS} words at most: "
            f"“{long_sentence}”",
            code="long_sentence",
        )
