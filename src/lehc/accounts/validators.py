from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError


def clean_name(value: str) -> str:
    """A name as people write it: any letters, accents, apostrophes, one word or six.

    Raises:
        ValidationError: nothing but spaces or signs, or a web address in disguise.
    """
    name = " ".join(unicodedata.normalize("NFC", value).split())
    if not any(letter.isalpha() for letter in name):
        raise ValidationError("Enter your name", code="no_letters")
    if "://" in name or "www." in name.lower():
        raise ValidationError("Enter a name without a web address", code="address")
    return name


def clean_email(value: str) -> str:
    """An e-mail address in the form it is stored: no spaces around, lower case."""
    return value.strip().lower()
