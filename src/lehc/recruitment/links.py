"""Secret links in letters: the letter has the token, we keep only its keyed hash."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

TOKEN_BYTES = 32  # 256 bits: nobody guesses one
SALT = "lehc.recruitment.links"


def make_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """What is stored: without the site's secret key it can't be checked or made."""
    return salted_hmac(SALT, token, algorithm="sha256").hexdigest()


def write_address(url_name: str, *arguments: str) -> str:
    """A full address for a letter."""
    return f"{settings.BASE_URL}{reverse(url_name, args=arguments)}"
